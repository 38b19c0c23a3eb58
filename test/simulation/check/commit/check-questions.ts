import { isDeepStrictEqual } from 'node:util';
import type { Question } from '../../../../src/domain/question.ts';
import { isTerminal } from '../../../../src/domain/goal.ts';
import type { GoalDocument } from '../../../../src/goal/state.ts';
import type { Seen } from '../../world/observe-store.ts';
import { claimOf, type Claim } from '../support/claim.ts';
import type { World } from '../../world/shape/world-shape.ts';

/** A question is answered once, by a person who said so, or its time is over; and nobody works past an open one. */
export function checkQuestions(world: World, seen: Seen): void {
  const { before, after } = seen;
  const claim = claimOf(world, seen);
  for (const [index, question] of after.questions.entries())
    checkStep(before?.questions[index], question, claim);
  claim(after.questions.length >= (before?.questions.length ?? 0), 'a question is gone');
  checkAnswer(seen, claim);
  checkOrder(before, after, claim);
  const open = after.questions.filter(({ state }) => state === 'open');
  if (isTerminal(after.state)) claim(open.length === 0, 'it is over, and still asks');
  if (after.waiting?.reason === 'question')
    claim(open.length > 0, 'it waits for an answer, and asks nothing');
}

/** Who answers is a person, and what he said is the answer. */
function checkAnswer({ before, after, wish }: Seen, claim: Claim): void {
  const [first, ...others] = newlyAnswered(before, after);
  if (first === undefined) return;
  claim(others.length === 0 && wish?.verb === 'answer', `${first} is answered, and nobody said so`);
  claim(after.questions.find(({ id }) => id === first)?.answer === wish?.text, 'its answer is another');
}

function checkStep(old: Question | undefined, question: Question, claim: Claim): void {
  if (old === undefined)
    return claim(question.answer === undefined || question.by === undefined, 'born answered');
  claim(old.text === question.text && old.call === question.call, `${old.id} was changed`);
  if (old.state === 'open') return;
  const same = old.state === question.state && old.answer === question.answer;
  claim(same && isDeepStrictEqual(old.by, question.by), `${old.id} was answered again`);
}

const newlyAnswered = (before: GoalDocument | undefined, after: GoalDocument): string[] =>
  after.questions.flatMap(({ id, state }, index) =>
    state === 'answered' && before?.questions[index]?.state === 'open' ? [id] : [],
  );

/** A turn begins when nothing is asked any more, or somebody said something else meanwhile; checks never past a question. */
function checkOrder(before: GoalDocument | undefined, after: GoalDocument, claim: Claim): void {
  const known = new Set(before?.effects.map(({ id }) => id));
  const open = after.questions.filter(({ state }) => state === 'open').map(({ id }) => id);
  for (const effect of after.effects) {
    if (known.has(effect.id) || open.length === 0) continue;
    const works = effect.type === 'RunTurn' && effect.kind === 'work';
    claim(
      !works && effect.type !== 'CheckAcceptance',
      `${effect.type} is ordered while it asks ${open.join()}`,
    );
  }
}
