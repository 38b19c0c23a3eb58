import type { BenchRow } from '../bench-row.ts';
import { createToChild } from './create-to-child.ts';
import { dispatchWithWorktree } from './dispatch-with-worktree.ts';
import { verbToHandler } from './verb-to-handler.ts';
import { wholeTurn } from './whole-turn.ts';

export const loopRows: readonly BenchRow[] = [createToChild, dispatchWithWorktree, verbToHandler, wholeTurn];
