import type { Actor } from '../../../../src/domain/actor.ts';
import { isTerminal } from '../../../../src/domain/goal.ts';
import type { GoalDocument } from '../../../../src/goal/state.ts';
import { archived } from '../entities.ts';
import type { Dice } from '../dice.ts';
import { storedGoals } from '../ledger.ts';
import { createPlan } from '../plan.ts';
import { chainedText } from '../settings.ts';
import { note } from '../world.ts';
import { deliver, type Reach } from './deliver.ts';
import { typeLine } from './type-line.ts';
import { alice, bob, carol, mallory, type VerbName, type Wish } from './wish.ts';
import type { World } from '../shape/world-shape.ts';

/** People, with the dice that their moods come from. */
export interface People {
  readonly world: World;
  readonly dice: Dice;
  readonly reach: Reach;
}

/** Draws up what the people of this seed will ask, and lets them. */
export function letPeopleAsk(people: People): void {
  const { world, dice } = people;
  const goals = dice.between(1, 4);
  for (let number = 1; number <= goals; number += 1) {
    const text = `work ${number}`;
    world.plans.set(text, createPlan(dice));
    askLater(people, wishToRun(dice, text), dice.between(0, 30_000));
  }
  world.plans.set(chainedText, createPlan(dice));
  const count = dice.between(0, 16);
  for (let index = 0; index < count; index += 1) {
    const verb = dice.pick(steering);
    const goal = verb === 'list' ? 0 : dice.between(1, goals);
    askLater(
      people,
      wishTo(people, verb, goal),
      dice.between(500, dice.pick([30_000, 60_000, 150_000, 600_000])),
    );
  }
}

const steering: readonly [VerbName, ...VerbName[]] = [
  'pause',
  'resume',
  'resume',
  'resume',
  'cancel',
  'stop',
  'stop',
  'stop',
  'say',
  'say',
  'say',
  'budget',
  'budget',
  'approve',
  'deny',
  'compact',
  'switch',
  'continue',
  'retry',
  'rollback',
  'status',
  'list',
];

function wishToRun(dice: Dice, text: string): Wish {
  return {
    ...blank,
    id: `run ${text}`,
    verb: 'run',
    actor: dice.pick([alice, alice, alice, carol, carol, mallory]),
    goal: 0,
    text,
    channel: dice.chance(0.08) ? archived : 'C1',
    answers: [],
  };
}

const blank = { line: '', typedAt: 0, channel: 'C1', inThread: false, open: 0 } as const;
const worded = new Set<VerbName>(['say', 'answer', 'continue', 'retry']);

/** A wish about a goal, by anybody or by that person. */
export function wishTo({ world, dice }: People, verb: VerbName, goal: number, actor?: Actor): Wish {
  const number = world.wishes.length;
  return {
    ...blank,
    id: `${verb}-${number}`,
    verb,
    actor: actor ?? dice.pick([alice, alice, bob, bob, carol, mallory]),
    goal,
    text: worded.has(verb) ? `word ${number} of the operator` : '',
    inThread: dice.chance(0.3),
    answers: [],
  };
}

/** Somebody will type it then; it arrives at once, late, or more than once. */
export function askLater(people: People, wish: Wish, ms: number): void {
  const { world, dice, reach } = people;
  world.wishes.push(wish);
  const late = dice.pick([0, 0, 0, 150, 700, 2500, 40_000]);
  const delays = dice.chance(0.25) ? [late, late + dice.pick([0, 3, 2000, 60_000])] : [late];
  const skewMs = dice.between(-800, 800);
  wish.open += delays.length;
  world.clock.after(ms, () => {
    wish.typedAt = world.clock.now() + skewMs;
    wish.line = typeLine(world, dice, wish);
    if (late > 0) note(world, `${wish.actor.name} types: ${wish.line}`);
    for (const delay of delays) world.clock.after(delay, () => deliver(world, dice, reach, wish));
  });
}

/** Everything has come to rest: people look at what came of it, and ask for more. */
export function letPeopleAskMore(people: People): void {
  const { world, dice } = people;
  for (const goal of storedGoals(world)) {
    const verb = moreOf(dice, goal);
    const number = Number(goal.id.slice(2));
    if (verb !== undefined) askLater(people, wishTo(people, verb, number), dice.between(0, 5000));
  }
}

function moreOf(dice: Dice, goal: GoalDocument): VerbName | undefined {
  if (!isTerminal(goal.state)) return dice.pick(['resume', 'resume', 'cancel', 'rollback', 'say', 'stop']);
  return dice.chance(0.6)
    ? dice.pick(['continue', 'continue', 'retry', 'rollback', 'say', 'stop'])
    : undefined;
}
