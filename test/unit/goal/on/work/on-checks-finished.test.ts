import { expect, test } from 'vitest';
import { nothingNeeded } from '../../../../../src/goal/on/work/on-checks-finished.ts';
import {
  changed,
  fold,
  green,
  red,
  runningGoal,
  turnFinished,
  unchanged,
} from '../../../../support/core/sample-goal.ts';

const checks = (results: readonly (typeof red | typeof green)[], changes = changed) =>
  ({ type: 'ChecksFinished', results, changes, wallMs: 10 }) as const;
const after = (...args: Parameters<typeof checks>) => fold(runningGoal(), turnFinished(), checks(...args));

test('one red check among green ones is red', () => {
  expect(after([green, { ...red, label: 'lint' } as never]).document).toMatchObject({ next: 'checkpoint' });
});

test('without any check the work is accepted as it is, and called unverified', () => {
  expect(after([]).document).toMatchObject({ next: 'commit', verified: 'unverified' });
});

test('red checks are not believed because nothing had to be changed', () => {
  const text = `${nothingNeeded}: it is fine`;
  const { document } = fold(runningGoal(), turnFinished({ text }), checks([red], unchanged));
  expect(document.verified).toBeUndefined();
  expect(document.next).toBe('checkpoint');
});

test('check time counts, evidence is kept for the prompt, and the log has the verdicts without it', () => {
  const { document, log } = after([red]);
  expect(document.checksMs).toBe(10);
  expect(document.checks).toEqual([red]);
  const entry = log.find(({ type }) => type === 'acceptance');
  expect(entry?.data).toMatchObject({ accepted: false, results: [{ label: 'npm test', ok: false }] });
  expect(JSON.stringify(log)).not.toContain(red.evidence);
});
