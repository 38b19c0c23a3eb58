import { expect, test } from 'vitest';
import { mainEffect } from '../../../../../src/goal/draft.ts';
import type { GoalDocument } from '../../../../../src/goal/state.ts';
import {
  alice,
  bob,
  checked,
  checkpointed,
  fold,
  nextTurn,
  red,
  runningGoal,
  startedAs,
  turnFailed,
  turnFinished,
} from '../../../../support/core/sample-goal.ts';

const full = { used: 170_000, window: 200_000 };
/** Five turns on one session, the last of which left a full context; the compaction runs. */
const compacting = (): GoalDocument => {
  const turns = [2, 3, 4, 5].flatMap((seq) => nextTurn(seq));
  return fold(
    runningGoal(),
    ...turns,
    turnFinished({ context: full }),
    checked([red]),
    checkpointed(6),
    startedAs(6),
  ).document;
};

test('a context under pressure is compacted before the sixth turn, and that is no turn', () => {
  const goal = compacting();
  expect(mainEffect(goal)).toMatchObject({ kind: 'compact', turn: 5 });
  expect(goal.turn).toBe(5);
  expect(goal.compaction.wanted).toBe('pressure');
});

test('it is judged by the current size, not by what all turns together read', () => {
  const big = { input: 190_000, output: 10, cacheRead: 900_000, cacheWrite: 0, wallMs: 1 };
  const small = { used: 20_000, window: 200_000 };
  const turns = [2, 3, 4, 5, 6, 7].flatMap((seq) => nextTurn(seq, { usage: big, context: small }));
  const goal = fold(runningGoal({ tokens: 0 }), ...turns).document;
  expect(goal.turns.every(({ kind }) => kind === 'work')).toBe(true);
});

test('its summary is stored with the sizes, its cost is booked, and the next turn comes with the messages', () => {
  const said = fold(compacting(), { type: 'MessageGiven', by: bob, text: 'hurry' }).document;
  const { document, notices, log } = fold(
    said,
    turnFinished({ text: 'We fix the cache.', context: { used: 9000, window: 200_000 } }),
  );
  expect(document.summary).toMatchObject({ text: 'We fix the cache.', before: 170_000, after: 9000 });
  expect(document.turns.at(-1)).toMatchObject({ kind: 'compact', turn: 5, usage: { costUsd: 0.5 } });
  expect(document.compaction).toEqual({ failures: 0 });
  expect(notices).toEqual([{ type: 'Compacted', before: 170_000, after: 9000 }]);
  expect(log.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['compact.completed', 'compact.summary_stored']),
  );
  expect(mainEffect(document)).toMatchObject({ kind: 'work', turn: 6, receipts: ['M-1'] });
});

test('one that did not make the context smaller has failed', () => {
  const { document, notices } = fold(compacting(), turnFinished({ context: full }));
  expect(notices).toMatchObject([{ type: 'CompactionFailed', givenUp: false }]);
  expect(document.compaction.failures).toBe(1);
  expect(mainEffect(document)).toMatchObject({ kind: 'work', turn: 6, session: { resume: true } });
});

test('who asks for it gets it, also where there was little to make smaller', () => {
  const asked = { ...compacting(), compaction: { wanted: 'asked' as const, failures: 0 } };
  const { notices } = fold(asked, turnFinished({ text: 'all of it', context: full }));
  expect(notices).toEqual([{ type: 'Compacted', before: 170_000, after: 170_000 }]);
});

test('after three failures in a row it is given up; a success begins the count anew', () => {
  const twice = { ...compacting(), compaction: { wanted: 'pressure' as const, failures: 2 } };
  const third = fold(twice, turnFailed({ kind: 'agent-error', message: 'no' }));
  expect(third.notices).toMatchObject([{ type: 'CompactionFailed', problem: 'no', givenUp: true }]);
  expect(fold(twice, turnFinished({ context: { used: 10 } })).document.compaction.failures).toBe(0);
});

test('a vendor that refuses is waited for, and the compaction is tried again', () => {
  const waiting = fold(compacting(), turnFailed({ kind: 'overloaded', message: '529' })).document;
  expect(waiting).toMatchObject({ state: 'waiting', compaction: { wanted: 'pressure', failures: 0 } });
  const { waiting: _over, ...rest } = waiting;
  const again = fold({ ...rest, state: 'queued' }, { type: 'SlotGranted' }).document;
  expect(mainEffect(again)).toMatchObject({ kind: 'compact' });
  const next = fold(again, startedAs(7), turnFinished({ context: { used: 10 } })).document;
  expect(mainEffect(next)).toMatchObject({ kind: 'work', turn: 6, attempt: 1 });
});

test('an overflow is compacted and the same turn tried again; when that fails the session is fresh', () => {
  const begun = fold(runningGoal(), ...nextTurn(2)).document;
  const overflow = fold(
    begun,
    turnFailed({ kind: 'context-overflow', message: 'too long' }),
    checkpointed(3),
    startedAs(3),
  );
  expect(mainEffect(overflow.document)).toMatchObject({ kind: 'compact' });
  const good = fold(overflow.document, turnFinished({ text: 'sum', context: { used: 10 } })).document;
  expect(mainEffect(good)).toMatchObject({ kind: 'work', turn: 2, attempt: 2, session: { resume: true } });
  const bad = fold(overflow.document, turnFailed({ kind: 'agent-error', message: 'no' })).document;
  expect(mainEffect(bad)).toMatchObject({ kind: 'work', turn: 2, attempt: 2, session: { resume: false } });
  expect(bad.pastSessions).toHaveLength(1);
});

test('a stop ends it like any turn; after the resume it is tried again', () => {
  const stopped = fold(
    compacting(),
    { type: 'StopWished', by: alice, at: 1000 },
    turnFinished({ outcome: 'aborted' }),
  ).document;
  expect(stopped).toMatchObject({ state: 'paused', next: 'turn' });
  const on = fold(stopped, { type: 'ResumeWished', by: bob }, { type: 'SlotGranted' }).document;
  expect(mainEffect(on)).toMatchObject({ kind: 'compact' });
});

test('a turn that claims to be done is judged before anything is compacted', () => {
  const turns = [2, 3, 4, 5].flatMap((seq) => nextTurn(seq));
  const { document } = fold(runningGoal(), ...turns, turnFinished({ context: full }));
  expect(mainEffect(document)?.type).toBe('CheckAcceptance');
});
