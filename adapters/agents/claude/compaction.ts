import type { AgentEvent } from '../../../src/ports/agent.ts';
import type { ClaudeEvent } from './stream/events.ts';
import { summaryOf } from './stream/summary.ts';

/** What became of the last compaction of this turn. */
export interface Compaction {
  readonly state: 'none' | 'running' | 'done' | 'failed';
  /** Why it failed. */
  readonly error?: string;
  /** What the session goes on from. */
  readonly summary?: string;
}

/** A turn in which the context may be compacted. */
export interface Compactable {
  session?: string;
  /** Tokens in the context now. */
  contextUsed?: number;
  compaction: Compaction;
}

/** Takes in what the stream tells of a compaction, asked for or not. */
export function addCompaction(
  turn: Compactable,
  event: ClaudeEvent & { type: 'compacting' | 'compacted' | 'compact-failed' | 'synthetic' },
): readonly AgentEvent[] {
  switch (event.type) {
    case 'compacting':
      turn.compaction = { state: 'running' };
      if (event.session !== undefined) turn.session ??= event.session;
      return [{ type: 'waiting', message: 'the context is being compacted' }];
    case 'compacted':
      // Told twice, by a status and by a boundary.
      if (turn.compaction.state !== 'done') turn.compaction = { state: 'done' };
      if (event.tokens !== undefined) turn.contextUsed = event.tokens;
      return [];
    case 'compact-failed':
      turn.compaction = { state: 'failed', error: event.message };
      return [{ type: 'waiting', message: 'the context could not be compacted' }];
    case 'synthetic': {
      const { state, summary } = turn.compaction;
      if (state === 'done' && summary === undefined) {
        turn.compaction = { state, summary: summaryOf(event.text) };
      }
      return [];
    }
  }
}
