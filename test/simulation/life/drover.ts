import { createCalendar } from '../../../adapters/calendar/create-calendar.ts';
import { createIntake } from '../../../src/app/intake.ts';
import { verbTable } from '../../../src/app/verbs/table.ts';
import type { Intake } from '../../../src/ports/chat/intake.ts';
import { runOutboxSender } from '../../../src/runner/outbox/outbox-sender.ts';
import type { Runtime } from '../../../src/runner/runtime.ts';
import { runWorker, sayGoodbye } from '../../../src/runner/worker.ts';
import { createSilentLogger } from '../../support/core/silent-logger.ts';
import { traits } from '../world/agents/agent-kinds.ts';
import { createSimReaper } from '../world/agents/sim-reaper.ts';
import { createSimChat } from '../world/outside/chat.ts';
import { accuse } from '../world/world.ts';
import { createFailingStore } from './failing-store.ts';
import { createLifeStore } from './life-store.ts';
import { heard, through } from './life.ts';
import { createTools } from './tools.ts';
import type { Life } from '../world/shape/world-shape.ts';

/** A running drover: the real runner and the real verbs over a simulated outside. */
export interface Drover {
  readonly life: Life;
  readonly intake: Intake;
  /** Resolves when it has left in good order; rejects when its store failed. */
  readonly over: Promise<void>;
}

export function startDrover(life: Life): Drover {
  const runtime = createRuntime(life);
  const intake = createIntake(
    {
      runtime,
      calendar: createCalendar(),
      installation: installationOf(life),
      probe: async () => ({ ok: true }),
      elaborate: async () => ({ ok: false, why: 'off' }),
      diff: async () => '',
      logTail: async () => '',
      rawTail: async () => '',
      purge: async () => ({ is: 'busy' }),
      doctor: async () => [],
      digest: (text) => text,
      evict: async () => ({ worktrees: [], failed: [], bytes: 0 }),
    },
    verbTable,
  );
  return {
    life,
    over: run(life, runtime),
    // The answer goes out through the world, too: a life can end after the commit and before the answer.
    intake: async (message) => {
      const answer = await intake(message);
      await through(life, async () => undefined);
      return answer;
    },
  };
}

const installationOf = ({ world: { settings } }: Life) => ({
  ...settings.installation,
  slots: settings.slots,
});

/** As the program itself does it: works until told to stop, then leaves the agents, says so, and sends its last posts. */
async function run(life: Life, runtime: Runtime): Promise<void> {
  const [working, sending] = [new AbortController(), new AbortController()];
  const reaper = createSimReaper(life);
  const tools = createTools(life, { runtime, installation: installationOf(life) });
  const name = `w${life.number}`;
  const worker = runWorker(
    { runtime, tools, reaper, slots: life.world.settings.slots, name },
    working.signal,
  );
  const chats = new Map([['slack', createSimChat(life)] as const]);
  const sender = runOutboxSender({ runtime, chats, cardMs: 3000, redact: (text) => text }, sending.signal);
  await Promise.race([worker, sender, told(life)]);
  working.abort();
  await worker;
  await sayGoodbye(runtime);
  await flush(runtime);
  sending.abort();
  await sender;
}

const told = ({ stop: { signal } }: Life): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));

async function flush({ store, clock }: Runtime): Promise<void> {
  const end = clock.now() + 5000;
  const never = new AbortController().signal;
  while (clock.now() < end && (await store.pending()).length > 0) await clock.sleep(50, never);
}

function createRuntime(life: Life): Runtime {
  const { world } = life;
  const { rules, money, noticeEveryTurns } = world.settings;
  return {
    store: createFailingStore(life, createLifeStore(life)),
    clock: {
      now: () => world.clock.now(),
      sleep: (ms, signal) => heard(life, world.clock.sleep(ms, signal)),
    },
    random: world.dice.fork(),
    logger: createSilentLogger((fields, message) => {
      // What fails because the disk is full is no surprise.
      if (life.dead || life.diskFull) return;
      const error = (fields as { err?: unknown }).err;
      accuse(world, `logged as an error: ${message}: ${error instanceof Error ? error.stack : ''}`);
    }),
    noticeEveryTurns,
    rules,
    money,
    agents: new Map([...traits].filter(([name]) => name !== life.lacks)),
  };
}
