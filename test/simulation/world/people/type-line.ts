import type { GoalDocument } from '../../../../src/goal/state.ts';
import type { Dice } from '../dice.ts';
import { storedGoal, storedGoals } from '../ledger.ts';
import { goalOf, type VerbName, type Wish } from './wish.ts';
import type { World } from '../shape/world-shape.ts';

type Typing = Pick<Wish, 'verb' | 'goal' | 'text'>;

/** What a person types for a wish, by what the goal shows at that moment. */
export function typeLine(world: World, dice: Dice, wish: Typing): string {
  const { verb, text } = wish;
  if (verb === 'run')
    return `run ${runFlags(dice)}${afterFlags(world, dice)}--priority ${dice.between(1, 4)} ${text}`;
  if (verb === 'list') return 'list';
  const id = goalOf(wish);
  const goal = id === undefined ? undefined : storedGoal(world, id);
  const rest = words[verb]?.({ ...wish, dice, shown: goal }) ?? [handle(wish), text];
  return [verb, ...rest].join(' ').trim();
}

/** Some come after others: of those that there are, and now and then one that never was. */
function afterFlags(world: World, dice: Dice): string {
  const others = storedGoals(world).map(({ id }) => id);
  const [other] = others;
  if (other === undefined || dice.chance(0.6)) return '';
  const after = dice.chance(0.3) ? others.join(',') : dice.pick([other, ...others]);
  return `--after ${dice.chance(0.05) ? 'G-77' : after} ${dice.chance(0.4) ? '--after-failed run ' : ''}`;
}

function runFlags(dice: Dice): string {
  const project = `--project ${dice.pick(['shop', 'shop', 'mill'])} `;
  const flag = dice.pick([
    '',
    '',
    '',
    '--turns 2 ',
    '--deliver none ',
    '--no-accept ',
    '--time 20s ',
    '--cost 0.6 ',
    '--tokens 9000 ',
    '--agent pi ',
    '--agent claude --model large ',
  ]);
  return `${project}${flag}`;
}

type Words = (
  typing: Typing & { readonly dice: Dice; readonly shown: GoalDocument | undefined },
) => readonly string[];

const request: Words = ({ shown }) => [shown?.waiting?.request ?? 'R-000000'];
const handle = ({ goal }: Pick<Wish, 'goal'>): string => `G-${goal}`;

/** Verbs of which more is to be typed than the goal and a text. */
const words: Readonly<Partial<Record<VerbName, Words>>> = {
  say: ({ dice, goal, text }) => [...(dice.chance(0.4) ? ['--now'] : []), handle({ goal }), text],
  budget: ({ dice, goal }) => [handle({ goal }), ...growth(dice)],
  approve: request,
  deny: request,
  rollback: ({ dice, goal, shown }) => [
    handle({ goal }),
    String(dice.between(1, Math.max(1, shown?.turn ?? 1))),
  ],
  switch: ({ dice, goal }) => [handle({ goal }), '--agent', dice.pick(['claude', 'codex', 'pi'])],
  compact: ({ dice, goal }) => [handle({ goal }), ...(dice.chance(0.5) ? ['keep the tests in mind'] : [])],
};

const growth = (dice: Dice): readonly string[] =>
  dice.pick([
    ['+2turns'],
    ['+3turns', '+1usd'],
    ['+1usd'],
    ['+10m'],
    ['+20ktokens'],
    ['+2errors'],
    ['+50turns'],
  ]);
