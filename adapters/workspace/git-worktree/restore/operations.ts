import { rm } from 'node:fs/promises';
import path from 'node:path';
import { exists, readText } from '../tree/admin-folder.ts';
import type { Worktree } from '../tree/fill-worktree.ts';

/** What git keeps in the admin folder of a checkout while a merge, rebase, cherry-pick, revert or bisect is open. */
const open = [
  'MERGE_HEAD',
  'CHERRY_PICK_HEAD',
  'REVERT_HEAD',
  'REBASE_HEAD',
  'MERGE_AUTOSTASH',
  'rebase-merge',
  'rebase-apply',
  'sequencer',
  'BISECT_LOG',
  'BISECT_START',
];
const companions = [
  'MERGE_MSG',
  'MERGE_MODE',
  'MERGE_RR',
  'SQUASH_MSG',
  'AUTO_MERGE',
  'BISECT_TERMS',
  'BISECT_NAMES',
  'BISECT_EXPECTED_REV',
  'BISECT_ANCESTORS_OK',
  'BISECT_FIRST_PARENT',
  'BISECT_HEAD',
  'BISECT_RUN',
  'refs/bisect',
  'refs/rewritten',
];

/** Files with commits that may be reachable from nowhere else. */
const heads = [
  'MERGE_HEAD',
  'CHERRY_PICK_HEAD',
  'REVERT_HEAD',
  'MERGE_AUTOSTASH',
  'rebase-merge/autostash',
  'rebase-merge/orig-head',
  'rebase-apply/autostash',
  'rebase-apply/orig-head',
];

/** Whether an operation is open in a checkout. */
export async function isOperating({ gitDir }: Worktree): Promise<boolean> {
  return (await Promise.all(open.map((name) => exists(path.join(gitDir, name))))).some(Boolean);
}

/** Commits that open operations work with. */
export async function operationHeads({ gitDir }: Worktree): Promise<readonly string[]> {
  const texts = await Promise.all(heads.map((name) => readText(path.join(gitDir, name))));
  const lines = texts.flatMap((text) => (text ?? '').split('\n').map((line) => line.trim()));
  return [...new Set(lines.filter((line) => /^[0-9a-f]{40,64}$/.test(line)))];
}

/** Ends open operations without a trace; files and refs stay as they are. */
export async function clearOperations({ gitDir }: Worktree): Promise<void> {
  const names = [...companions, ...open];
  await Promise.all(names.map((name) => rm(path.join(gitDir, name), { recursive: true, force: true })));
}
