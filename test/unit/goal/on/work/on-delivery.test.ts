import { expect, test } from 'vitest';
import { mainEffect } from '../../../../../src/goal/draft.ts';
import {
  changed,
  fold,
  green,
  runningGoal,
  turnFinished,
  workspace,
} from '../../../../support/core/sample-goal.ts';

const checks = { type: 'ChecksFinished', results: [green], changes: changed, wallMs: 1 } as const;
const committed = (sha: string) => ({ type: 'WorkCommitted', sha, changes: changed }) as const;
const accepted = (deliver: 'branch' | 'none' = 'branch') =>
  fold(runningGoal({}, { deliver }), turnFinished(), checks).document;

test('a commit is pushed before the goal is done', () => {
  const { document, notices } = fold(accepted(), committed('d'.repeat(40)));
  expect(document).toMatchObject({ state: 'running', delivery: { state: 'pending' }, sha: 'd'.repeat(40) });
  expect(mainEffect(document)).toMatchObject({ type: 'DeliverBranch', sha: 'd'.repeat(40) });
  expect(notices).toEqual([]);
});

test('what was not to be delivered is done with its commit', () => {
  const { document } = fold(accepted('none'), committed('d'.repeat(40)));
  expect(document).toMatchObject({ state: 'done', delivery: { state: 'none' }, sha: 'd'.repeat(40) });
  expect(document.result?.reason).toBe('all checks pass');
});

test('a head that is the base is nothing to deliver', () => {
  const { document } = fold(accepted(), committed(workspace.baseSha));
  expect(document).toMatchObject({ state: 'done', delivery: { state: 'none' } });
  expect(document.result?.reason).toBe('nothing had to be changed');
});

test('the delivered ref is kept and logged', () => {
  const { document, log } = fold(accepted(), committed('d'.repeat(40)), {
    type: 'BranchDelivered',
    ref: 'refs/heads/drover/G-1',
  });
  expect(document).toMatchObject({
    state: 'done',
    delivery: { state: 'pushed', ref: 'refs/heads/drover/G-1' },
  });
  expect(log.map((entry) => entry.type)).toEqual(expect.arrayContaining(['delivered', 'goal.completed']));
});

test('a goal that no check could prove says so in its reason', () => {
  const unproven = fold(runningGoal({}, { acceptance: 'none' }), turnFinished(), {
    ...checks,
    results: [],
  }).document;
  const { document } = fold(unproven, committed('d'.repeat(40)), { type: 'BranchDelivered', ref: 'x' });
  expect(document.result?.reason).toBe('finished; no check could prove it');
});

test('a goal of which a part is proven says so in its reason', () => {
  const part = { ...accepted(), verified: 'partly verified' as const };
  const { document } = fold(part, committed('d'.repeat(40)), { type: 'BranchDelivered', ref: 'x' });
  expect(document.result?.reason).toBe('finished; the checks prove a part of it');
});
