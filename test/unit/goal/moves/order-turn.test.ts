import { expect, test } from 'vitest';
import { mainEffect } from '../../../../src/goal/draft.ts';
import {
  alice,
  changed,
  checked,
  checkpointed,
  context,
  fold,
  foldIn,
  green,
  ready,
  red,
  runningGoal,
  sampleGoal,
  startedAs,
  turnFinished,
} from '../../../support/core/sample-goal.ts';

const cooled = { ...context, cooled: [{ agent: 'claude', until: 9000, why: 'slow down' }] };
const fallback = [{ name: 'codex', model: 'gpt' }];

test('no goal starts a turn with an agent whose vendor asked for a pause: it waits as long', () => {
  const { document } = foldIn(cooled, sampleGoal(), ...ready);
  expect(document).toMatchObject({
    state: 'waiting',
    turn: 0,
    waiting: { reason: 'rate-limit', deadline: 9000, note: 'slow down' },
  });
  const later = foldIn({ ...cooled, now: 9000 }, document, { type: 'WakeDue' }, { type: 'SlotGranted' });
  expect(mainEffect(later.document)).toMatchObject({ type: 'RunTurn', agent: { name: 'claude' } });
});

test('where another agent stands ready, that one takes over and is told why', () => {
  const { document, notices } = foldIn(cooled, sampleGoal({}, { fallback }), ...ready);
  expect(mainEffect(document)).toMatchObject({ agent: { name: 'codex', model: 'gpt' }, turn: 1 });
  expect(document.news).toEqual([{ type: 'handed-over', from: 'claude', why: 'slow down' }]);
  expect(notices).toContainEqual({ type: 'HandedOver', from: 'claude', why: 'slow down' });
});

const empty = {
  ...context,
  emptyPurse: { key: 'user/slack:U1/2027-01-15', leftUsd: 0.1, limitUsd: 5, fullAgainAt: 60_000 },
};

test('without money set aside no turn is ordered: the goal waits, tells people once, and tries again', () => {
  const { document, notices } = foldIn(empty, sampleGoal(), ...ready);
  expect(document).toMatchObject({
    state: 'waiting',
    turn: 0,
    waiting: { reason: 'budget', course: 'queue', deadline: 60_000, purse: 'user/slack:U1/2027-01-15' },
  });
  expect(notices).toContainEqual({
    type: 'PurseEmpty',
    purse: 'user/slack:U1/2027-01-15',
    leftUsd: 0.1,
    limitUsd: 5,
  });
  const again = foldIn({ ...empty, now: 60_000 }, document, { type: 'WakeDue' }, { type: 'SlotGranted' });
  expect(again.document.state).toBe('waiting');
  expect(again.notices).toEqual([]);
  const paid = foldIn({ ...context, now: 60_000 }, document, { type: 'WakeDue' }, { type: 'SlotGranted' });
  expect(mainEffect(paid.document)).toMatchObject({ type: 'RunTurn', turn: 1 });
  expect(paid.document.emptyPurse).toBeUndefined();
});

test('a purse that stays empty for as long as people are waited for ends the goal as exhausted', () => {
  const { document } = foldIn(empty, sampleGoal(), ...ready);
  const late = { ...empty, now: context.now + context.rules.budgetWaitMs };
  const end = foldIn(late, document, { type: 'WakeDue' }, { type: 'SlotGranted' });
  expect(end.document.state).toBe('exhausted');
});

const afterTurn = () => fold(runningGoal(), turnFinished(), checked([red])).document;

test.each([
  ['idle for a day', { idleMs: 10, ageMs: 1e12 }, 'it was idle for too long'],
  ['a month old', { idleMs: 1e12, ageMs: 10 }, 'it is too old'],
])('a session that is %s is not resumed', (_what, session, why) => {
  const rules = { ...context.rules, session };
  const later = { ...context, rules, now: 5000 };
  const { document } = foldIn(later, afterTurn(), checkpointed(2), startedAs(2));
  expect(mainEffect(document)).toMatchObject({ turn: 2, session: { resume: false } });
  expect(document.pastSessions).toMatchObject([{ why }]);
});

test('an old session is compacted when some turns have passed', () => {
  const rules = { ...context.rules, compaction: { ...context.rules.compaction, minTurns: 1 } };
  const later = { ...context, rules, now: 3 * 60 * 60 * 1000 };
  const { document } = foldIn(later, afterTurn(), checkpointed(2));
  expect(mainEffect(document)).toMatchObject({ kind: 'compact' });
  expect(document.compaction.wanted).toBe('age');
});

test('work that was proven, and is gone on with, has to be proven again', () => {
  const accepted = fold(runningGoal(), turnFinished(), checked([green]), {
    type: 'WorkCommitted',
    sha: 'd'.repeat(40),
    changes: changed,
  }).document;
  expect(accepted).toMatchObject({ verified: 'verified', delivery: { state: 'pending' } });
  const { document } = fold(
    accepted,
    { type: 'MessageGiven', by: alice, text: 'wait', now: true },
    checkpointed(2),
  );
  expect(mainEffect(document)).toMatchObject({ type: 'RunTurn', turn: 2 });
  expect(document).toMatchObject({ delivery: { state: 'none' } });
  expect(document.verified).toBeUndefined();
  expect(document.sha).toBeUndefined();
});
