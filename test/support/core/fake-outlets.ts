import { goalIdOf } from '../../../src/domain/ids.ts';
import type { ChainRequest, DispatchChained } from '../../../src/ports/hooks/chain.ts';
import type { HookMessage, HookOutcome, HookOutlets } from '../../../src/ports/hooks/hook-outlets.ts';

/** The world outside of hooks: what was done there, and what it answers. */
export interface FakeOutlets {
  readonly outlets: HookOutlets;
  /** Keys of acts that were done, in order; a key twice is an act done twice. */
  readonly done: string[];
  readonly messages: HookMessage[];
  /** Outcomes of the next tries; when they are used up everything is done. */
  readonly script: (HookOutcome | ((signal: AbortSignal) => Promise<HookOutcome>))[];
}

export function createFakeOutlets(): FakeOutlets {
  const done: string[] = [];
  const messages: HookMessage[] = [];
  const script: FakeOutlets['script'] = [];
  const act = async (message: HookMessage, signal: AbortSignal): Promise<HookOutcome> => {
    messages.push(message);
    const next = script.shift() ?? { is: 'done' };
    const outcome = typeof next === 'function' ? await next(signal) : next;
    if (outcome.is === 'done' || outcome.is === 'unknown') done.push(message.key);
    return outcome;
  };
  return {
    done,
    messages,
    script,
    outlets: {
      webhook: act,
      nats: act,
      shell: (call, signal) =>
        act({ key: call.facts['DROVER_DELIVERY'] ?? '', event: 'shell', body: call.command }, signal),
      close: async () => {},
    },
  };
}

/** Dispatches goals that are numbers only: a repeat of a delivery gets the first one. */
export function createFakeDispatch(): {
  readonly dispatch: DispatchChained;
  readonly requests: ChainRequest[];
  readonly goals: Map<string, string>;
} {
  const requests: ChainRequest[] = [];
  const goals = new Map<string, string>();
  return {
    requests,
    goals,
    dispatch: async (request) => {
      requests.push(request);
      const goal = goals.get(request.deliveryId) ?? `G-${100 + goals.size}`;
      goals.set(request.deliveryId, goal);
      return { ok: true, goal: goalIdOf(Number(goal.slice(2))) };
    },
  };
}
