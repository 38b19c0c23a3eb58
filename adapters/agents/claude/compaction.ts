import type { AgentEvent } from '../../../src/ports/agent.ts';
import type { ClaudeEvent } from './stream/events.ts';
import { summaryOf } from './stream/summary.ts';
import type { Tally } from './tally.ts';

/** What became of the last compaction of this turn. */
export interface Compaction {
  readonly state: 'none' | 'running' | 'done' | 'failed';
  /** Why it failed. */
  readonly error?: string;
  /** What the session goes on from. */
  readonly summary?: string;
}

/** Takes in what the stream tells of a compaction, asked for or not. */
export function addCompaction(
  tally: Tally,
  event: ClaudeEvent & { type: 'compacting' | 'compacted' | 'compact-failed' | 'synthetic' },
): readonly AgentEvent[] {
  switch (event.type) {
    case 'compacting':
      tally.compaction = { state: 'running' };
      if (event.session !== undefined) tally.session ??= event.session;
      return [{ type: 'waiting', message: 'the context is being compacted' }];
    case 'compacted':
      // Told twice, by a status and by a boundary.
      if (tally.compaction.state !== 'done') tally.compaction = { state: 'done' };
      if (event.tokens !== undefined) tally.contextUsed = event.tokens;
      return [];
    case 'compact-failed':
      tally.compaction = { state: 'failed', error: event.message };
      return [{ type: 'waiting', message: 'the context could not be compacted' }];
    case 'synthetic': {
      const { state, summary } = tally.compaction;
      if (state === 'done' && summary === undefined) {
        tally.compaction = { state, summary: summaryOf(event.text) };
      }
      return [];
    }
  }
}
