import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { DroverError } from '../../../../src/domain/errors.ts';
import type { WorkspaceInfo, WorkspaceRequest } from '../../../../src/ports/workspace.ts';
import { fileError } from '../git/git-error.ts';
import { resolveObjects } from '../git/resolve-objects.ts';
import { runGit, tryGit } from '../git/run-git.ts';
import { describeSource } from '../mirror/describe-source.ts';
import { ensureMirror } from '../mirror/ensure-mirror.ts';
import { withLock } from '../mirror/locks.ts';
import { mirrorPath, worktreePath } from '../mirror/mirror-path.ts';
import { refresh } from '../mirror/refresh.ts';
import { resolveBase } from '../mirror/resolve-base.ts';
import type { WorkspacesState } from '../state.ts';
import { enterWorktree } from './enter-worktree.ts';
import type { Entered } from './enter-worktree.ts';
import { fillWorktree } from './fill-worktree.ts';
import { readRecord, writeRecord } from './goal-record.ts';
import type { GoalRecord } from './goal-record.ts';
import { readGoalRefs } from './goal-refs.ts';

/** See `Workspaces.prepare`. The files are written outside the mirror's lock, so goals of one project do it side by side. */
export async function prepare(
  state: WorkspacesState,
  request: WorkspaceRequest,
  signal: AbortSignal,
): Promise<WorkspaceInfo> {
  mustBeOurs(request.branch);
  const mirror = mirrorPath(state.home, request.project);
  const workTree = worktreePath(state.home, request.goal);
  const made = await withLock(state.locks, mirror, () => register(state, mirror, request, signal), signal);
  await fillWorktree(state, { gitDir: made.admin, workTree }, made.saved, signal);
  return { path: workTree, branch: request.branch, base: made.record.base, baseSha: made.record.baseSha };
}

/** Branches of drover's own live under one prefix; nothing else may be created or overwritten. */
function mustBeOurs(branch: string): void {
  if (/^drover\/[A-Za-z0-9][A-Za-z0-9._-]*$/.test(branch)) return;
  throw new DroverError('BUG', `"${branch}" is not a branch name of drover's`, 'Please report this.');
}

interface Registered extends Entered {
  readonly record: GoalRecord;
}

async function register(
  state: WorkspacesState,
  mirror: string,
  request: WorkspaceRequest,
  signal: AbortSignal,
): Promise<Registered> {
  const workTree = worktreePath(state.home, request.goal);
  await mkdir(path.dirname(workTree), { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    throw fileError(error, workTree);
  });
  await ensureMirror(state.git, mirror, signal);
  const goal = { id: request.goal, branch: request.branch };
  const refs = await readGoalRefs(state.git, mirror, goal, signal);
  const record =
    (await knownRecord(state, mirror, request.goal, signal)) ??
    (await newRecord(state, mirror, { request, tip: refs.tip }, signal));
  const place = { mirror, path: workTree, branch: request.branch, baseSha: record.baseSha };
  return { ...(await enterWorktree(state, place, refs, signal)), record };
}

/** The base of an earlier try stays the base: what was done since is measured against it. */
async function knownRecord(
  state: WorkspacesState,
  mirror: string,
  goal: string,
  signal: AbortSignal,
): Promise<GoalRecord | undefined> {
  const record = await readRecord(mirror, goal);
  if (record === undefined) return undefined;
  const [commit] = await resolveObjects(
    state.git,
    { gitDir: mirror },
    [`${record.baseSha}^{commit}`],
    signal,
  );
  return commit === undefined ? undefined : record;
}

async function newRecord(
  state: WorkspacesState,
  mirror: string,
  { request, tip }: { readonly request: WorkspaceRequest; readonly tip: string | undefined },
  signal: AbortSignal,
): Promise<GoalRecord> {
  const facts = await describeSource(state.git, request.source, signal);
  await refresh(state.git, mirror, facts, signal);
  const found = await resolveBase(state.git, { mirror, facts }, request.base, signal);
  const baseSha =
    tip === undefined ? found.baseSha : await forkPoint(state, mirror, [tip, found.baseSha], signal);
  const record = { ...found, baseSha };
  await keepBase(state, mirror, request.goal, baseSha, signal);
  await writeRecord(mirror, request.goal, record);
  return record;
}

/** A branch of an earlier try whose record is lost was begun where it left the base. */
async function forkPoint(
  state: WorkspacesState,
  mirror: string,
  [tip, baseSha]: readonly [string, string],
  signal: AbortSignal,
): Promise<string> {
  const args = ['merge-base', tip, baseSha];
  const found = await tryGit(state.git, { args, place: { gitDir: mirror } }, signal);
  return found.ok ? found.stdout.trim() : baseSha;
}

/** A ref of its own, so that the base stays even when its branch is rewritten in the source. */
const keepBase = (state: WorkspacesState, mirror: string, goal: string, sha: string, signal: AbortSignal) =>
  runGit(
    state.git,
    { args: ['update-ref', `refs/drover/${goal}/base`, sha], place: { gitDir: mirror } },
    signal,
  );
