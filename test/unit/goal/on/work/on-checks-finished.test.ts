import { expect, test } from 'vitest';
import { noUsage } from '../../../../../src/domain/turn.ts';
import type { GoalDocument } from '../../../../../src/goal/state.ts';
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

const excusing = {
  kind: 'shell',
  command: 'npm test',
  expectedExit: 0,
  timeoutMs: 60_000,
  excuseBaseline: true,
} as const;
/** A goal whose first turn is over, with a check that may stay red. */
const forgiving = (more: Partial<GoalDocument> = {}) => {
  const goal = { ...runningGoal(), criteria: [excusing], ...more };
  return fold(goal, turnFinished());
};
const baseline = (result: typeof red | typeof green) =>
  ({ type: 'BaselineFinished', results: [result] }) as const;
const orders = ({ effects }: GoalDocument) => effects.map(({ type }) => type).toSorted();

test('a failure that was there before and is excused does not hold the work up, and is no proof of it', () => {
  const done = fold(forgiving().document, baseline(red), checks([red]));
  expect(done.document).toMatchObject({
    next: 'commit',
    verified: 'partly verified',
    checks: [{ ok: false, excused: true }],
  });
  expect(done.log.find(({ type }) => type === 'acceptance')?.data).toMatchObject({
    accepted: true,
    verified: 'partly verified',
    results: [{ ok: false, excused: true }],
  });
});

test('a failure that is new is not excused', () => {
  const { document } = fold(forgiving().document, baseline(green), checks([red]));
  expect(document).toMatchObject({ next: 'checkpoint' });
  expect(document.checks).toEqual([red]);
});

test('what may be excused is judged when it is known what was red before', () => {
  const waiting = forgiving().document;
  expect(orders(waiting)).toEqual(['RunBaseline']);
  expect(waiting.next).toBe('evaluate');
  expect(orders(fold(waiting, baseline(red)).document)).toEqual(['CheckAcceptance']);
});

test('or when it cannot be known any more', () => {
  const waiting = forgiving().document;
  const effectId = waiting.effects[0]?.id;
  if (effectId === undefined) throw new Error('no baseline is ordered');
  const failed = { type: 'EffectFailed', effectId, code: 'GIT_FAILED', message: 'no', hint: '' } as const;
  const { document } = fold(waiting, failed);
  expect(orders(document)).toEqual(['CheckAcceptance']);
  expect(fold(document, checks([red])).document.next).toBe('checkpoint');
});

test('nobody waits for the base where nothing may be excused', () => {
  const { document } = fold(runningGoal(), turnFinished());
  expect(orders(document)).toEqual(['CheckAcceptance', 'RunBaseline']);
});

test('the tree that was judged and what it touches are kept, and the model’s part is booked', () => {
  const usage = { ...noUsage, input: 100, output: 5, costUsd: 0.01 };
  const judged = { ...green, kind: 'llmJudge', usage } as never;
  const flags = [{ kind: 'tests' as const, paths: ['a.test.ts'] }];
  const { document, log } = fold(runningGoal(), turnFinished(), {
    ...checks([green, judged]),
    tree: 't1',
    flags,
  });
  expect(document).toMatchObject({ evaluatedTree: 't1', flags, helperUsage: { input: 100, costUsd: 0.01 } });
  expect(document.usage.input).toBe(100);
  expect(log.find(({ type }) => type === 'acceptance')?.data).toMatchObject({ tree: 't1', flags });
});

test('criteria that somebody changed in the store are for a person, not for the agent', () => {
  const evaluating = fold(runningGoal(), turnFinished()).document;
  const { document } = fold(evaluating, {
    type: 'EffectFailed',
    code: 'ACCEPTANCE_INVALID',
    message: 'not the ones',
    hint: 'Look.',
  });
  expect(document).toMatchObject({
    state: 'escalated',
    result: { code: 'ACCEPTANCE_INVALID', hint: 'Look.' },
  });
});
