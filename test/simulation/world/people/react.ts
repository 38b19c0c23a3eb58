import type { GoalDocument } from '../../../../src/goal/state.ts';
import type { Seen, Witness } from '../observe-store.ts';
import { askLater, wishTo, type People } from './ask.ts';
import { bob, type VerbName } from './wish.ts';

/** Nobody has more to say than this in one story. */
const mostWishes = 45;

/** People see what happens to a goal, and some do something about it. */
export const reactOf =
  (people: People): Witness =>
  (world, seen) => {
    const { dice } = people;
    const occasion = occasions.find(({ when }) => when(seen));
    if (occasion === undefined || world.wishes.length >= mostWishes || !dice.chance(occasion.chance)) return;
    const { after } = seen;
    const actor = dice.pick([after.spec.dispatcher, bob]);
    const wish = wishTo(people, dice.pick(occasion.verbs), Number(after.id.slice(2)), actor);
    askLater(people, wish, dice.between(0, occasion.withinMs));
  };

interface Occasion {
  readonly when: (seen: Seen) => boolean;
  readonly chance: number;
  readonly verbs: readonly [VerbName, ...VerbName[]];
  readonly withinMs: number;
}

const became = ({ before, after }: Seen, state: GoalDocument['state']): boolean =>
  after.state === state && before?.state !== state;

const has = (goal: GoalDocument | undefined, type: string): boolean =>
  goal?.effects.some(
    (effect) => effect.type === type && (!('started' in effect) || effect.started !== undefined),
  ) === true;

const began = ({ before, after }: Seen, type: string): boolean => has(after, type) && !has(before, type);

const occasions: readonly Occasion[] = [
  {
    when: ({ before, after }) =>
      after.waiting?.request !== undefined && before?.waiting?.request !== after.waiting.request,
    chance: 0.7,
    verbs: ['approve', 'approve', 'approve', 'deny', 'budget', 'say', 'resume', 'cancel', 'stop'],
    withinMs: 30_000,
  },
  {
    when: ({ before, after }) => after.questions.length > (before?.questions.length ?? 0),
    chance: 0.8,
    verbs: ['answer', 'answer', 'answer', 'answer', 'say', 'resume', 'pause', 'stop', 'cancel', 'switch'],
    withinMs: 90_000,
  },
  {
    when: (seen) => became(seen, 'paused'),
    chance: 0.6,
    verbs: ['resume', 'resume', 'resume', 'say', 'rollback', 'switch', 'cancel'],
    withinMs: 30_000,
  },
  {
    when: (seen) => became(seen, 'sleeping'),
    chance: 0.4,
    verbs: ['resume', 'say', 'stop', 'pause', 'rollback', 'switch', 'cancel'],
    withinMs: 20_000,
  },
  {
    when: (seen) => began(seen, 'RunTurn'),
    chance: 0.1,
    verbs: ['stop', 'stop', 'say', 'say', 'pause', 'compact', 'switch', 'cancel', 'budget'],
    withinMs: 5000,
  },
  {
    when: (seen) =>
      ['CheckAcceptance', 'CommitWork', 'DeliverBranch', 'MakeCheckpoint'].some((type) => began(seen, type)),
    chance: 0.02,
    verbs: ['stop', 'stop', 'say', 'say', 'pause', 'cancel'],
    withinMs: 500,
  },
];
