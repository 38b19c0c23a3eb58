import { isDeepStrictEqual } from 'node:util';
import { isTerminal } from '../../../src/domain/goal.ts';
import { principalOf } from '../../../src/domain/actor.ts';
import type { GoalDocument } from '../../../src/goal/state.ts';
import type { Wish } from '../world/people.ts';
import { accuse, type World } from '../world/world.ts';
import { storedGoals } from './check-goals.ts';

/** What people were told against what came of it: an accepted verb has its effect exactly once, a refused one none. */
export async function checkWishes(world: World, wishes: readonly Wish[]): Promise<void> {
  const goals = await storedGoals(world);
  const claim = (holds: boolean, what: string) => holds || accuse(world, what);
  for (const wish of wishes) {
    checkAnswers(wish, claim);
    if (wish.verb === 'run') checkRun(goals, wish, claim);
    if (wish.verb === 'say') checkSay(goals, wish, claim);
  }
  for (const goal of goals) {
    const about = wishes.filter((wish) => `G-${wish.goal}` === goal.id && wish.answers[0]?.ok === true);
    checkRights(goal, about, claim);
    checkPauses(goal, about, claim);
    checkCancel(goal, about, claim);
  }
}

type Claim = (holds: boolean, what: string) => void;

const shows = new Set(['status', 'list']);

function checkAnswers({ verb, line, answers }: Wish, claim: Claim): void {
  const [first] = answers;
  claim(first !== undefined, `“${line}” was never answered`);
  if (shows.has(verb)) return;
  const others = answers.filter((answer) => !isDeepStrictEqual(answer, first));
  claim(
    others.length === 0,
    `“${line}” was answered “${first?.content.title}” and then “${others[0]?.content.title}”`,
  );
}

function checkRun(goals: readonly GoalDocument[], { line, text, answers, actor }: Wish, claim: Claim): void {
  const made = goals.filter((goal) => goal.spec.text === text);
  const [answer] = answers;
  claim(made.length === (answer?.ok === true ? 1 : 0), `“${line}” made ${made.length} goals`);
  claim(answer?.ok !== true || made[0]?.id === answer.goal, `“${line}” was answered ${answer?.goal}`);
  claim(answer?.ok !== true || actor.name !== 'mallory', `mallory may “${line}”`);
}

function checkSay(goals: readonly GoalDocument[], { line, text, goal, answers }: Wish, claim: Claim): void {
  const heard = goals.flatMap(({ id, messages }) =>
    messages.filter((message) => message.text === text).map(() => id),
  );
  const wanted = answers[0]?.ok === true ? `G-${goal}` : '';
  claim(heard.join() === wanted, `“${line}” is in “${heard.join()}”`);
}

/** Approvers steer everybody's goals, others only their own, strangers none. */
function checkRights(goal: GoalDocument, about: readonly Wish[], claim: Claim): void {
  const owner = principalOf(goal.spec.dispatcher);
  for (const { actor, line, verb } of about) {
    const may =
      actor.name === 'bob' || principalOf(actor) === owner || (shows.has(verb) && actor.name !== 'mallory');
    claim(may, `${actor.name} may “${line}”`);
  }
}

const titled = (wishes: readonly Wish[], verb: string, wanted: RegExp): number =>
  wishes.filter((wish) => wish.verb === verb && wanted.test(wish.answers[0]?.content.title ?? '')).length;

/** Pauses and resumes that had an effect take turns; what is left over is how the goal stands. */
function checkPauses(goal: GoalDocument, about: readonly Wish[], claim: Claim): void {
  const pauses = titled(about, 'pause', /is paused|pauses before/);
  const left = pauses - titled(about, 'resume', /goes on/);
  const what = `${goal.id} is ${goal.state} with ${left} pauses that nobody took back`;
  if (goal.state === 'paused') claim(left === 1, what);
  else claim(left === 0 || (left === 1 && isTerminal(goal.state)), what);
}

function checkCancel(goal: GoalDocument, about: readonly Wish[], claim: Claim): void {
  const cancels = about.filter((wish) => wish.verb === 'cancel');
  claim(cancels.length === (goal.state === 'cancelled' ? 1 : 0), `${goal.id}: ${cancels.length} cancels`);
  const [cancel] = cancels;
  if (cancel !== undefined)
    claim(
      goal.result?.by?.user === cancel.actor.user,
      `${goal.id} was cancelled by ${goal.result?.by?.name}`,
    );
}
