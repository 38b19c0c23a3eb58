import { resolve } from 'node:path';
import type { Clock } from '../../src/ports/clock.ts';
import type { Logger } from '../../src/ports/logger.ts';
import type { Memory } from '../../src/ports/memory.ts';
import type { Identity } from '../../src/ports/workspace.ts';
import { withLock } from '../workspace/git-worktree/mirror/locks.ts';
import { operatorEnv, sealedEnv, type BaseEnv } from '../workspace/git-worktree/git/git-env.ts';
import { adopt } from './adopt.ts';
import { forget } from './forget.ts';
import { commitByHand } from './history/commit-notes.ts';
import { ensureFolder, folderOf } from './history/folder.ts';
import { writersSince } from './history/writers-since.ts';
import { usualLimits, type MemoryLimits, type MemoryState } from './memory-state.ts';
import { indexText } from './notes/index-text.ts';
import { isOwn, readLedger } from './notes/ledger.ts';
import { readNotes } from './notes/read-notes.ts';
import { recall } from './recall.ts';
import { writeNotes } from './write-notes.ts';

export interface MemoryOptions {
  /** The folder in which every project gets one: `memory` in drover's home. */
  readonly root: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Author of drover's own commits. */
  readonly identity: Identity;
  /** The operator's environment; only `PATH` is taken. */
  readonly env: BaseEnv;
  /** Takes the secrets of this installation out of text. */
  readonly redact: (text: string) => string;
  readonly limits?: MemoryLimits;
}

/** Milliseconds for one git call; notes are small. */
const gitTimeoutMs = 60_000;

/** Notes in Markdown files, one folder with a git history for each project. */
export function createMemory(options: MemoryOptions): Memory {
  const state = newState(options);
  return {
    recall: (project, text, most, signal) => recall(state, { project, text, most }, signal),
    write: (project, drafts, author, signal) => writeNotes(state, { project, drafts, author }, signal),
    index: async (project, signal) => indexText(project, await readNotes(folderOf(state, project), signal)),
    isTouchedSince: (project, at, signal) => isTouchedSince(state, project, at, signal),
    writersSince: (project, at, signal) => writersSince(state, project, at, signal),
    folder: (project, signal) => folder(state, project, signal),
    adopt: (project, change, signal) => adopt(state, { project, change }, signal),
    forget: (project, goal, signal) => forget(state, { project, goal }, signal),
  };
}

const newState = (options: MemoryOptions): MemoryState => ({
  root: resolve(options.root),
  git: {
    sealed: sealedEnv(options.env),
    operator: operatorEnv(options.env),
    timeoutMs: gitTimeoutMs,
    clock: options.clock,
    logger: options.logger,
  },
  clock: options.clock,
  logger: options.logger,
  identity: options.identity,
  redact: options.redact,
  limits: options.limits ?? usualLimits,
  locks: new Map(),
});

async function isTouchedSince(
  state: MemoryState,
  project: string,
  at: number,
  signal: AbortSignal,
): Promise<boolean> {
  const path = folderOf(state, project);
  const ledger = await readLedger(path);
  const notes = await readNotes(path, signal);
  return notes.some((note) => note.changedAt >= at && !isOwn(ledger, note));
}

const folder = (state: MemoryState, project: string, signal: AbortSignal): Promise<string> =>
  withLock(
    state.locks,
    project,
    async () => {
      const path = await ensureFolder(state, project, signal);
      await commitByHand(state, path, await readNotes(path, signal), signal);
      return path;
    },
    signal,
  );
