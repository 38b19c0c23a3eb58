import { isDeepStrictEqual } from 'node:util';
import { principalOf } from '../../../../src/domain/actor.ts';
import { storedGoal, storedGoals } from '../../world/ledger.ts';
import { goalOf, type Wish } from '../../world/people/wish.ts';
import { accuse } from '../../world/world.ts';
import type { World } from '../../world/shape/world-shape.ts';

type Claim = (holds: boolean, what: string) => void;

/** What people were told: each delivery of a wish got the same answer, and only those who may were told yes. */
export function checkWishes(world: World): void {
  const claim = (holds: boolean, what: string) => holds || accuse(world, what);
  for (const wish of world.wishes) {
    checkAnswers(wish, claim);
    if (wish.verb === 'run') checkRun(world, wish, claim);
    else checkRights(world, wish, claim);
    if (wish.verb === 'say') checkSay(world, wish, claim);
  }
}

const misread = new Set(['NOT_BUILT', 'VERB_UNKNOWN', 'GOAL_REQUIRED']);
/** Not every goal is ready for these. */
const early = new Set(['continue', 'retry', 'rollback', 'compact', 'switch', 'resume']);
const shows = new Set(['status', 'list']);

function checkAnswers({ verb, line, answers }: Wish, claim: Claim): void {
  const [first] = answers;
  claim(first !== undefined, `“${line}” was never answered`);
  const mayBeTooEarly = early.has(verb) || line.includes('--after');
  const understood = !misread.has(first?.code ?? '') && (first?.code !== 'WRONG_USAGE' || mayBeTooEarly);
  claim(understood, `“${line}” was answered ${first?.code}: ${first?.content.title}`);
  if (shows.has(verb)) return;
  const others = answers.filter((answer) => !isDeepStrictEqual(answer, first));
  claim(
    others.length === 0,
    `“${line}” was answered “${first?.content.title}” and then “${others[0]?.content.title}”`,
  );
}

function checkRun(world: World, { line, text, answers, actor }: Wish, claim: Claim): void {
  const made = storedGoals(world).filter((goal) => goal.spec.text === text);
  const [answer] = answers;
  claim(made.length === (answer?.ok === true ? 1 : 0), `“${line}” made ${made.length} goals`);
  claim(answer?.ok !== true || made[0]?.id === answer.goal, `“${line}” was answered ${answer?.goal}`);
  claim(answer?.ok !== true || actor.name !== 'mallory', `mallory may “${line}”`);
}

function checkSay(world: World, { line, text, goal, answers }: Wish, claim: Claim): void {
  const heard = storedGoals(world).flatMap(({ id, messages }) =>
    messages.filter((message) => message.text === text).map(() => id),
  );
  const wanted = answers[0]?.ok === true ? `G-${goal}` : '';
  claim(heard.join() === wanted, `“${line}” is in “${heard.join()}”`);
}

/** Approvers steer everybody's goals, others only their own, strangers none. */
function checkRights(world: World, wish: Wish, claim: Claim): void {
  const { actor, line, verb, answers } = wish;
  const id = goalOf(wish);
  const goal = id === undefined ? undefined : storedGoal(world, id);
  if (answers[0]?.ok !== true || goal === undefined) return;
  const owner = principalOf(goal.spec.dispatcher);
  const may =
    actor.name === 'bob' || principalOf(actor) === owner || (shows.has(verb) && actor.name !== 'mallory');
  claim(may, `${actor.name} may “${line}”`);
}
