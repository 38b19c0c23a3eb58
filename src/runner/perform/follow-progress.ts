import type { RunTurnEffect } from '../../goal/effects.ts';
import type { GoalEvent } from '../../goal/events.ts';
import type { AgentEvent } from '../../ports/agent.ts';
import type { Performance } from './performer.ts';

/** Longest text of a progress fact, in characters. */
const textLength = 2000;

interface Seen {
  text?: string;
  calls: number;
  /** When the last fact was reported, epoch milliseconds. */
  last: number;
}

/** Reports what the stream shows: a session at once, everything else at most every `progressMs`. */
export function followProgress(performance: Performance<RunTurnEffect>) {
  const { runtime, tools } = performance;
  const seen: Seen = { calls: 0, last: 0 };
  let reporting: Promise<unknown> = Promise.resolve();
  const send = (session?: string) => {
    seen.last = runtime.clock.now();
    const event = progressEvent(performance, seen, session);
    reporting = reporting
      .then(() => performance.report(event))
      .catch((error: unknown) => runtime.logger.warn({ err: error }, 'a progress fact was not stored'));
  };
  const onEvent = (event: AgentEvent) => {
    if (event.type === 'text') seen.text = event.text.slice(-textLength);
    if (event.type === 'tool') seen.calls += 1;
    if (event.type === 'session') send(event.id);
    else if (runtime.clock.now() - seen.last >= tools.progressMs) send();
  };
  /** Resolves when every reported fact is stored. */
  return { onEvent, settled: () => reporting };
}

const progressEvent = ({ effect }: Performance<RunTurnEffect>, seen: Seen, session?: string): GoalEvent => ({
  type: 'TurnProgressed',
  effectId: effect.id,
  tools: seen.calls,
  ...(seen.text === undefined ? {} : { text: seen.text }),
  ...(session === undefined ? {} : { session }),
});
