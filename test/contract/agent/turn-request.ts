import { join } from 'node:path';
import { noUsage } from '../../../src/domain/turn.ts';
import type { AgentEvent, TurnRequest } from '../../../src/ports/agent.ts';

/** What a test may want differently. */
export interface RequestWishes {
  readonly session: string;
  readonly onEvent?: (event: AgentEvent) => void;
  readonly folder?: string;
  readonly limits?: TurnRequest['limits'];
  readonly leave?: AbortSignal;
}

/** A first turn in that worktree, which is also where its notes go. */
export const newRequest = (root: string, { session, ...wishes }: RequestWishes): TurnRequest => ({
  kind: 'work',
  tag: `contract/${root}/1-1`,
  prompt: 'fix it',
  session: { id: session, resume: false, totals: noUsage },
  workspace: root,
  folder: join(root, 'turn'),
  allowedCommands: [],
  limits: { turnMs: 60_000, killAfterMs: 2_000 },
  onEvent: () => {},
  leave: new AbortController().signal,
  ...wishes,
});
