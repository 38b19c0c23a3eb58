import { createMemoryStore } from '../../../adapters/store/memory/create-memory-store.ts';
import type { GoalEvent } from '../../../src/goal/events.ts';
import type { GoalDocument } from '../../../src/goal/state.ts';
import type { Chat, OutgoingMessage, SendResult } from '../../../src/ports/chat/chat.ts';
import type { Store } from '../../../src/ports/store/store.ts';
import { applyEvent, createGoal } from '../../../src/runner/apply.ts';
import { loadGoal } from '../../../src/runner/document.ts';
import type { Runtime } from '../../../src/runner/runtime.ts';
import { createFakeClock, settle, type FakeClock } from './fake-clock.ts';
import { defaultRules } from '../../../src/domain/rules/loop-rules.ts';
import { context, sampleSpec } from './sample-goal.ts';
import { createSilentLogger } from './silent-logger.ts';
import { goalIdOf, type GoalId } from '../../../src/domain/ids.ts';

export interface RunnerWorld {
  readonly runtime: Runtime;
  readonly store: Store;
  readonly clock: FakeClock;
  /** Messages that were logged as errors. */
  readonly errors: string[];
  readonly request: (more?: Parameters<typeof sampleSpec>[1]) => Promise<GoalDocument>;
  readonly goal: (number: number) => Promise<GoalDocument>;
  readonly happen: (id: GoalId, ...events: GoalEvent[]) => Promise<GoalDocument>;
}

/** The runner over a store in memory, which `wrap` may make slow, or break. */
export function createRunnerWorld(wrap: (store: Store) => Store = (store) => store): RunnerWorld {
  const clock = createFakeClock();
  const errors: string[] = [];
  const logger = createSilentLogger((_fields, message) => errors.push(message));
  const store = wrap(createMemoryStore({ clock, logger }));
  let number = 0;
  const random = {
    uuid: () => `11111111-2222-4333-8444-${String((number += 1)).padStart(12, '0')}`,
    unit: () => 0,
  };
  const runtime: Runtime = {
    store,
    clock,
    random,
    logger,
    noticeEveryTurns: 0,
    rules: defaultRules,
    agents: context.agents,
    money: { purses: () => [], fullAgainAt: () => undefined },
  };
  const read = async (id: GoalId) => {
    const loaded = await loadGoal(store, id);
    if (loaded === undefined) throw new Error(`no goal ${id}`);
    return loaded.goal;
  };
  return {
    runtime,
    store,
    clock,
    errors,
    goal: (wanted) => read(goalIdOf(wanted)),
    async request(more = {}) {
      const created = await createGoal(runtime, sampleSpec({}, more));
      if (!('goal' in created)) throw new Error('a goal without a delivery was a repeat');
      return created.goal;
    },
    async happen(id, ...events) {
      for (const event of events) await applyEvent(runtime, id, () => event);
      return read(id);
    },
  };
}

/** What a chat was asked, in order: `send G-1/root/1`. */
export interface ScriptedChat extends Chat {
  readonly calls: string[];
  readonly messages: OutgoingMessage[];
  /** Answers of the next sends; when they are used up every send succeeds. `stored` appears in the chat all the same. */
  readonly script: (Extract<SendResult, { ok: false }> & { readonly stored?: boolean })[];
}

export function createScriptedChat(): ScriptedChat {
  const calls: string[] = [];
  const messages: OutgoingMessage[] = [];
  const script: ScriptedChat['script'] = [];
  return {
    platform: 'slack',
    calls,
    messages,
    script,
    async send(message) {
      calls.push(`send ${message.key}`);
      const failure = script.shift();
      if (failure === undefined || failure.stored === true) messages.push(message);
      return failure ?? { ok: true, messageId: `id-${message.key}` };
    },
    async edit(id, message) {
      calls.push(`edit ${message.key}`);
      return { ok: true, messageId: id };
    },
    async sign({ messageId }, sign) {
      calls.push(`sign ${messageId} ${sign}`);
      return { ok: true, messageId };
    },
    async remove(messageId) {
      calls.push(`remove ${messageId}`);
      return { ok: true, messageId };
    },
    async find({ key }) {
      calls.push(`find ${key}`);
      return messages.some((message) => message.key === key)
        ? { ok: true, messageId: `id-${key}` }
        : { ok: true };
    },
  };
}

/** Runs something until the test is over with it; `stop` asks it to end and waits until it did. */
export function running(start: (signal: AbortSignal) => Promise<void>): {
  readonly stop: () => Promise<void>;
} {
  const abort = new AbortController();
  const over = start(abort.signal);
  return {
    async stop() {
      abort.abort('the test is over');
      await over;
      await settle();
    },
  };
}
