import { expect, test } from 'vitest';
import { fold, green, red, runningGoal } from '../../../../support/core/sample-goal.ts';

test('the baseline is information: it is kept, and changes neither state nor what comes next', () => {
  const goal = runningGoal();
  const { document, log, notices } = fold(goal, { type: 'BaselineFinished', results: [red] });
  expect(document.baseline).toEqual([red]);
  expect(document).toMatchObject({ state: 'running', next: goal.next, turn: 1 });
  expect(document.effects).toEqual(goal.effects.filter((effect) => effect.type !== 'RunBaseline'));
  expect(log).toMatchObject([{ type: 'decision', data: { what: 'baseline', red: ['npm test'] } }]);
  expect(notices).toEqual([]);
});

test('a green baseline names nothing red', () => {
  const { log } = fold(runningGoal(), { type: 'BaselineFinished', results: [green] });
  expect(log[0]?.data['red']).toEqual([]);
});
