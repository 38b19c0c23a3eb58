import { expect, test } from 'vitest';
import { goalIdOf } from '../../../../../src/domain/ids.ts';
import { alice, fold, ready, sampleGoal, started } from '../../../../support/core/sample-goal.ts';

const one = goalIdOf(5);
const ended = { type: 'DependencyEnded', goal: one, state: 'done' } as const;
const dependent = () => sampleGoal({}, { after: [one, goalIdOf(6)] });

test('news of a goal that is not waited for changes nothing', () => {
  const goal = sampleGoal();
  for (const event of [ended, { type: 'DependencyReopened', goal: one } as const]) {
    const { document, log } = fold(goal, event);
    expect(document).toEqual(goal);
    expect(log).toEqual([]);
  }
});

test('what was heard is a fact of the log', () => {
  const { document, log } = fold(dependent(), ended);
  expect(log).toEqual([{ type: 'decision', data: { what: 'dependency ended', goal: 'G-5', state: 'done' } }]);
  expect(fold(document, { type: 'DependencyReopened', goal: one }).log).toEqual([
    { type: 'decision', data: { what: 'dependency reopened', goal: 'G-5' } },
  ]);
});

test('a goal that has begun is not held up by what becomes of the others', () => {
  const free = fold(dependent(), { type: 'SpecEdited', by: alice, change: { after: [] } }).document;
  const atWork = fold(free, ...ready, started).document;
  expect(fold(atWork, { ...ended, state: 'failed' }).document).toEqual(atWork);
});
