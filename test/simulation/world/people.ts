import type { Actor } from '../../../src/domain/actor.ts';
import { BudgetSchema } from '../../../src/domain/budget.ts';
import type { Origin } from '../../../src/domain/origin.ts';
import type { Installation } from '../../../src/domain/project.ts';
import type { VerbAnswer } from '../../../src/domain/verb.ts';
import type { Intake } from '../../../src/ports/intake.ts';
import { archived } from './chat.ts';
import type { Dice } from './dice.ts';
import { createPlan } from './plan.ts';
import { accuse, note, type World } from './world.ts';

const access = { view: [], run: ['slack:U1', 'slack:U3'], approve: ['slack:U2'], admin: [] };
const nobody = { view: [], run: [], approve: [], admin: [] };

/** What the simulated drover is configured with. */
export const installation: Installation = {
  projects: {
    shop: {
      name: 'shop',
      source: '/repos/shop',
      accept: 'auto',
      agent: 'claude',
      budget: BudgetSchema.parse({ turns: 6 }),
      deliver: 'branch',
      channels: [],
      access: nobody,
    },
  },
  agents: { claude: { name: 'claude', kind: 'simulated', models: [] } },
  access,
};

const alice: Actor = { platform: 'slack', user: 'U1', name: 'alice' };
const bob: Actor = { platform: 'slack', user: 'U2', name: 'bob' };
const carol: Actor = { platform: 'slack', user: 'U3', name: 'carol' };
const mallory: Actor = { platform: 'slack', user: 'U9', name: 'mallory' };

type VerbName = 'run' | 'pause' | 'resume' | 'cancel' | 'say' | 'status' | 'list';

/** Something a person asks, with every answer that came back; the platform delivers it until there is one. */
export interface Wish {
  readonly id: string;
  readonly verb: VerbName;
  readonly actor: Actor;
  /** The number of the goal it is about; 0 for none. */
  readonly goal: number;
  readonly text: string;
  readonly line: string;
  readonly channel: string;
  readonly inThread: boolean;
  readonly answers: VerbAnswer[];
  /** Deliveries that are on their way or have had no answer yet. */
  open: number;
}

/** How the platform reaches drover at this moment: not at all while it is down. */
export type Reach = () => Intake | undefined;

/** Draws up what the people of this seed will ask, and lets them. */
export function letPeopleAsk(world: World, reach: Reach): readonly Wish[] {
  const dice = world.dice.fork();
  const goals = dice.between(1, 4);
  const runs = Array.from({ length: goals }, (_, index) => wishToRun(world, dice, index + 1));
  const others = Array.from({ length: dice.between(0, 14) }, (_, index) => wishToSteer(dice, index, goals));
  for (const wish of [...runs, ...others]) {
    const when =
      wish.verb === 'run' ? dice.between(0, 30_000) : dice.between(500, dice.pick([30_000, 60_000, 150_000]));
    const deliveries = dice.chance(0.25) ? [0, dice.pick([0, 3, 2000, 60_000])] : [0];
    for (const delay of deliveries) {
      wish.open += 1;
      world.clock.after(when + delay, () => deliver(world, dice, reach, wish));
    }
  }
  return [...runs, ...others];
}

function wishToRun(world: World, dice: Dice, number: number): Wish {
  const text = `work ${number}`;
  world.plans.set(text, createPlan(dice));
  const flags = dice.pick(['', '', '', '--turns 2 ', '--deliver none ', '--no-accept ', '--time 20s ']);
  return {
    id: `run-${number}`,
    verb: 'run',
    actor: dice.pick([alice, alice, alice, carol, carol, mallory]),
    goal: 0,
    text,
    line: `run ${flags}--priority ${dice.between(1, 4)} ${text}`,
    channel: dice.chance(0.08) ? archived : 'C1',
    inThread: false,
    answers: [],
    open: 0,
  };
}

function wishToSteer(dice: Dice, index: number, goals: number): Wish {
  const verb = dice.pick<VerbName>([
    'pause',
    'pause',
    'resume',
    'resume',
    'resume',
    'cancel',
    'say',
    'say',
    'status',
    'list',
  ]);
  const text = verb === 'say' ? `word ${index} of the operator` : '';
  const goal = verb === 'list' ? 0 : dice.between(1, goals);
  return {
    id: `${verb}-${index}`,
    verb,
    actor: dice.pick([alice, alice, bob, bob, carol, mallory]),
    goal,
    text,
    line: [verb, ...(goal === 0 ? [] : [`G-${goal}`]), text].join(' ').trim(),
    channel: 'C1',
    inThread: dice.chance(0.3),
    answers: [],
    open: 0,
  };
}

/** Milliseconds after which the platform takes a delivery for lost. */
const patience = 3000;

function deliver(world: World, dice: Dice, reach: Reach, wish: Wish): void {
  const again = () => deliver(world, dice, reach, wish);
  const intake = reach();
  if (intake === undefined) {
    world.clock.after(dice.between(200, 3000), again);
    return;
  }
  const lost = world.clock.after(patience, again);
  const message = {
    deliveryId: wish.id,
    at: world.clock.now(),
    actor: wish.actor,
    place: placeOf(world, wish),
    request: { form: 'line', line: wish.line } as const,
  };
  intake(message).then(
    (answer) => {
      lost();
      hear(world, wish, answer);
      return undefined;
    },
    (error: unknown) => accuse(world, `the intake rejected ${wish.line}: ${String(error)}`),
  );
}

function hear(world: World, wish: Wish, answer: VerbAnswer): void {
  note(world, `${wish.actor.name}: ${wish.line} → ${answer.content.title}`);
  wish.open -= 1;
  wish.answers.push(answer);
}

function placeOf(world: World, wish: Wish): Origin {
  const place: Origin = { platform: 'slack', workspace: 'T1', channel: wish.channel };
  const root = world.chat.messages.find((message) => message.key.startsWith(`G-${wish.goal}/root/`));
  if (!wish.inThread || root === undefined) return place;
  return { ...place, channel: root.channel, thread: root.id };
}
