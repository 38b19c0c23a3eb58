import type { RunTurnEffect } from '../../goal/effects.ts';
import { ending } from '../../goal/ending.ts';
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
export function followProgress(performance: Performance<RunTurnEffect>, folder: string) {
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
    const line = logLine(event);
    if (line !== undefined) tools.turnLog.append(folder, line);
    if (event.type === 'text') seen.text = ending(event.text, textLength);
    if (event.type === 'tool') seen.calls += 1;
    if (event.type === 'session') send(event.id);
    else if (runtime.clock.now() - seen.last >= tools.progressMs) send();
  };
  /** Resolves when every reported fact is stored. */
  return { onEvent, settled: () => reporting };
}

/** The event in words for the turn's log. */
function logLine(event: AgentEvent): string | undefined {
  switch (event.type) {
    case 'text':
      return event.text;
    case 'tool':
      return `▸ ${event.name} ${event.what}`;
    case 'denied':
      return `✘ refused: ${event.denial.tool} ${event.denial.what}`;
    case 'waiting':
      return `… ${event.message}`;
    case 'session':
    case 'usage':
      return undefined;
  }
}

const progressEvent = ({ effect }: Performance<RunTurnEffect>, seen: Seen, session?: string): GoalEvent => ({
  type: 'TurnProgressed',
  effectId: effect.id,
  tools: seen.calls,
  ...(seen.text === undefined ? {} : { text: seen.text }),
  ...(session === undefined ? {} : { session }),
});
