import type { Usage } from '../../domain/turn.ts';
import type { RunTurnEffect } from '../../goal/effects.ts';
import { ending } from '../../goal/ending.ts';
import type { GoalEvent } from '../../goal/events.ts';
import type { AgentEvent } from '../../ports/agent.ts';
import type { Performance } from './performer.ts';
import { watchForStall } from './watch-for-stall.ts';

/** Longest text of a progress fact, in characters. */
const textLength = 2000;

interface Seen {
  text?: string;
  usage?: Usage;
  calls: number;
  /** When the last fact was reported, epoch milliseconds. */
  last: number;
  /** Something was seen since, and will be reported when its time has come. */
  waiting: boolean;
}

/**
 * Reports what the stream shows: a session at once, everything else at most every `progressMs`. What came too early is
 * reported when that time is over, so that the card of an agent that falls silent shows what it last did. Silence of
 * `stallMs` while no tool is at work is reported, too.
 */
export function followProgress(performance: Performance<RunTurnEffect>, folder: string, stallMs: number) {
  const { runtime, tools, effect } = performance;
  const seen: Seen = { calls: 0, last: 0, waiting: false };
  const over = new AbortController();
  let reporting: Promise<unknown> = Promise.resolve();
  const report = (event: GoalEvent) => {
    reporting = reporting
      .then(() => performance.report(event))
      .catch((error: unknown) => runtime.logger.warn({ err: error }, 'a progress fact was not stored'));
  };
  const send = (session?: string) => {
    seen.last = runtime.clock.now();
    report(progressEvent(performance, seen, session));
  };
  const sendSoon = async () => {
    if (seen.waiting) return;
    seen.waiting = true;
    const early = seen.last + tools.progressMs - runtime.clock.now();
    // Rejects only because the turn is over: what it last did is reported with its end.
    if (early > 0) await runtime.clock.sleep(early, over.signal).catch(() => undefined);
    seen.waiting = false;
    if (!over.signal.aborted) send();
  };
  const stall = watchForStall(runtime.clock, stallMs, over.signal, (silentMs) =>
    report({ type: 'TurnStalled', effectId: effect.id, silentMs }),
  );
  const onEvent = (event: AgentEvent) => {
    stall.heard(event.type === 'tool');
    if (event.type === 'alive') return;
    const line = logLine(event);
    if (line !== undefined) tools.turnLog.append(folder, line);
    take(seen, event);
    if (event.type === 'session') send(event.id);
    else void sendSoon();
  };
  /** Nothing more is reported; resolves when every reported fact is stored. */
  const settled = () => {
    over.abort();
    return reporting;
  };
  return { onEvent, settled };
}

function take(seen: Seen, event: AgentEvent): void {
  if (event.type === 'text') seen.text = ending(event.text, textLength);
  if (event.type === 'tool') seen.calls += 1;
  if (event.type === 'usage') seen.usage = event.usage;
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
    case 'alive':
      return undefined;
  }
}

const progressEvent = (
  { effect, tools }: Performance<RunTurnEffect>,
  seen: Seen,
  session?: string,
): GoalEvent => ({
  type: 'TurnProgressed',
  effectId: effect.id,
  tools: seen.calls,
  ...(seen.text === undefined ? {} : { text: seen.text }),
  ...(seen.usage === undefined ? {} : { usage: tools.bill(effect.agent, seen.usage) }),
  ...(session === undefined ? {} : { session }),
});
