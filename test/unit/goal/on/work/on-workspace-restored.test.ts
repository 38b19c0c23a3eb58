import { expect, test } from 'vitest';
import {
  alice,
  checked,
  fold,
  red,
  runningGoal,
  turnFinished,
} from '../../../../support/core/sample-goal.ts';

test('old verdicts are forgotten with the work they were about, and the log knows where to', () => {
  const paused = fold(
    runningGoal(),
    { type: 'PauseWished', by: alice },
    turnFinished(),
    checked([red]),
  ).document;
  expect(paused.trouble?.count).toBe(1);
  const { document, log } = fold(
    paused,
    { type: 'RollbackWished', by: alice, checkpoint: 1 },
    { type: 'WorkspaceRestored' },
  );
  expect(document.trouble).toBeUndefined();
  expect(document.checks).toBeUndefined();
  expect(log).toContainEqual(
    expect.objectContaining({ type: 'rollback', data: { to: expect.objectContaining({ number: 1 }) } }),
  );
});
