import { createIntake } from '../../../src/app/intake.ts';
import { verbTable } from '../../../src/app/verbs/table.ts';
import type { Intake } from '../../../src/ports/intake.ts';
import { runOutboxSender } from '../../../src/runner/outbox/outbox-sender.ts';
import type { Tools } from '../../../src/runner/perform/performer.ts';
import type { Runtime } from '../../../src/runner/runtime.ts';
import { runWorker } from '../../../src/runner/worker.ts';
import { createSilentLogger } from '../../support/core/silent-logger.ts';
import { agentLimits, createSimAgent, createSimReaper } from '../world/agents.ts';
import { createSimChat } from '../world/chat.ts';
import { createSimEvaluator } from '../world/evaluator.ts';
import { installation } from '../world/people.ts';
import { accuse } from '../world/world.ts';
import { createSimWorkspaces } from '../world/workspaces.ts';
import { createLifeStore } from './life-store.ts';
import { heard, through, type Life } from './life.ts';

/** Goals that may work at once. */
export const slots = 2;

/** A running drover: the real runner and the real verbs over a simulated outside. */
export interface Drover {
  readonly life: Life;
  readonly intake: Intake;
  /** Resolves when worker and sender have returned. */
  readonly over: Promise<unknown>;
}

export function startDrover(life: Life): Drover {
  const runtime = createRuntime(life);
  const { signal } = life.stop;
  const reaper = createSimReaper(life);
  const worker = runWorker(
    { runtime, tools: createTools(life), reaper, slots, name: `w${life.number}` },
    signal,
  );
  const chats = new Map([['slack', createSimChat(life)] as const]);
  const sender = runOutboxSender({ runtime, chats, cardMs: 3000, redact: (text) => text }, signal);
  const intake = createIntake(
    {
      runtime,
      installation,
      probe: async () => ({ ok: true }),
      diff: async () => '',
      logTail: async () => '',
    },
    verbTable,
  );
  return {
    life,
    over: Promise.all([worker, sender]),
    // The answer goes out through the world, too: a life can end after the commit and before the answer.
    intake: async (message) => {
      const answer = await intake(message);
      await through(life, async () => undefined);
      return answer;
    },
  };
}

function createRuntime(life: Life): Runtime {
  const { world } = life;
  return {
    store: createLifeStore(life),
    clock: {
      now: () => world.clock.now(),
      sleep: (ms, signal) => heard(life, world.clock.sleep(ms, signal)),
    },
    random: world.dice.fork(),
    logger: createSilentLogger((fields, message) => {
      if (life.dead) return;
      const error = (fields as { err?: unknown }).err;
      accuse(world, `logged as an error: ${message}: ${error instanceof Error ? error.stack : ''}`);
    }),
    noticeEveryTurns: 2,
  };
}

function createTools(life: Life): Tools {
  return {
    workspaces: createSimWorkspaces(life),
    evaluator: createSimEvaluator(life),
    agents: new Map([['claude', createSimAgent(life)]]),
    limits: () => agentLimits,
    identity: { name: 'drover', email: 'drover@localhost' },
    homeId: 'home',
    turnFolder: async (goal, seq) => `/turns/${goal.id}/${goal.run}-${seq}`,
    turnLog: { append: () => {}, tail: async () => '' },
    progressMs: 1000,
  };
}
