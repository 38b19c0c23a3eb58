import type { GoalDocument } from '../../../../src/goal/state.ts';
import type { Dice } from '../dice.ts';
import { storedGoal } from '../ledger.ts';
import type { World } from '../world.ts';
import { goalOf, type Wish } from './wish.ts';

type Typing = Pick<Wish, 'verb' | 'goal' | 'text'>;

/** What a person types for a wish, by what the goal shows at that moment. */
export function typeLine(world: World, dice: Dice, wish: Typing): string {
  const { verb, text } = wish;
  if (verb === 'run') return `run ${runFlags(dice)}--priority ${dice.between(1, 4)} ${text}`;
  if (verb === 'list') return 'list';
  const id = goalOf(wish);
  const goal = id === undefined ? undefined : storedGoal(world, id);
  return [verb, ...rest(dice, wish, goal)].join(' ').trim();
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

function rest(dice: Dice, { verb, goal, text }: Typing, shown: GoalDocument | undefined): readonly string[] {
  const handle = `G-${goal}`;
  switch (verb) {
    case 'say':
      return dice.chance(0.4) ? ['--now', handle, text] : [handle, text];
    case 'budget':
      return [handle, ...growth(dice)];
    case 'approve':
    case 'deny':
      return [shown?.waiting?.request ?? 'R-000000'];
    case 'rollback':
      return [handle, String(dice.between(1, Math.max(1, shown?.turn ?? 1)))];
    case 'switch':
      return [handle, '--agent', dice.pick(['claude', 'codex', 'pi'])];
    case 'compact':
      return [handle, ...(dice.chance(0.5) ? ['keep the tests in mind'] : [])];
    default:
      return [handle, text];
  }
}

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
