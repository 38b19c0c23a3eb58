import { expect, test } from 'vitest';
import { noUsage } from '../../../../../src/domain/turn.ts';
import type { TurnFinished } from '../../../../../src/goal/events.ts';
import { reduce } from '../../../../../src/goal/reduce.ts';
import {
  bob,
  changed,
  checkpointed,
  context,
  fold,
  foldIn,
  red,
  runningGoal,
  startedAs,
  turnFailed,
  turnFinished,
} from '../../../../support/core/sample-goal.ts';

test('the row tells who, when, what it cost and what it changed', () => {
  const { document, log } = fold(runningGoal(), turnFinished());
  expect(document.turns).toEqual([
    {
      run: 1,
      seq: 1,
      turn: 1,
      attempt: 1,
      kind: 'work',
      outcome: 'finished',
      agent: 'claude',
      session: context.uuid,
      usage: { ...noUsage, input: 100, output: 10, costUsd: 0.5, wallMs: 1000 },
      denials: [],
      checkpoint: 'c'.repeat(40),
      diff: changed,
      promptBytes: 10,
      text: 'Done.',
      startedAt: 1000,
      endedAt: 1000,
    },
  ]);
  expect(log.map((entry) => entry.type)).toContain('attempt.completed');
});

test.each(['failed', 'aborted'] as const)('what a turn that %s cost is booked, too', (outcome) => {
  const { document } = fold(runningGoal(), turnFinished({ outcome }));
  expect(document.usage).toMatchObject({ input: 100, costUsd: 0.5 });
});

test('without a price the cost stays unknown instead of becoming zero', () => {
  const { document } = fold(runningGoal(), turnFinished({ usage: { ...noUsage, input: 5 } }));
  expect(document.usage).not.toHaveProperty('costUsd');
});

test('a finished turn ends every streak but that of refused calls, which ends with a turn without any', () => {
  const broken = fold(runningGoal(), turnFailed({ kind: 'network', message: 'x' }), {
    type: 'CheckpointMade',
    number: 2,
    sha: 'e',
  }).document;
  expect(broken.streak).toMatchObject({ errors: 1, crashes: 1 });
  const denials = [{ tool: 'Bash', what: 'curl' }];
  const denied = fold(broken, startedAs(2), turnFinished({ denials })).document;
  expect(denied.streak).toEqual({ errors: 0, transient: 0, crashes: 0, denies: 1, overflows: 0 });
  expect(denied.lastFailure).toBeUndefined();
  const next = fold(
    denied,
    { type: 'ChecksFinished', results: [red], changes: changed, wallMs: 1 },
    { type: 'CheckpointMade', number: 3, sha: 'e' },
    startedAs(3),
    turnFinished(),
  ).document;
  expect(next.streak.denies).toBe(0);
});

test('the agent’s last words are kept, of a long speech the end', () => {
  const { document } = fold(runningGoal(), turnFinished({ text: `${'x'.repeat(9000)}the end` }));
  expect(document.turns[0]?.text.length).toBe(4000);
  expect(document.turns[0]?.text.endsWith('the end')).toBe(true);
});

test('every so many turns there is a progress notice, and with 0 none', () => {
  const goal = runningGoal();
  const effectId = goal.effects.find((effect) => effect.type === 'RunTurn')?.id;
  const finished = { ...turnFinished(), effectId } as never;
  const notices = (noticeEveryTurns: number) =>
    reduce(goal, finished, { ...context, noticeEveryTurns })?.notices;
  expect(notices(1)).toEqual([{ type: 'Progress', turn: 1, text: 'Done.' }]);
  expect(notices(2)).toEqual([]);
  expect(notices(0)).toEqual([]);
});

test('a turn that ends after the goal did is booked, and changes nothing else', () => {
  const cancelled = fold(runningGoal(), { type: 'CancelWished', by: bob, reason: '' }).document;
  const { document } = fold(cancelled, turnFailed({ kind: 'auth', message: 'x' }));
  expect(document).toMatchObject({ state: 'cancelled', usage: { input: 100 }, next: cancelled.next });
  expect(document.turns).toHaveLength(1);
});

test('a session that was lost while its turn was stopped is not resumed', () => {
  const { document } = fold(
    runningGoal(),
    { type: 'StopWished', by: bob, at: 1000 },
    turnFailed({ kind: 'session-lost', message: 'no such session' }),
  );
  expect(document).toMatchObject({ state: 'paused', pastSessions: [{ why: 'no such session' }] });
  expect(document.session).toBeUndefined();
});

test('a process that never named its session may have begun it: the next start gets an id of its own', () => {
  const other = { ...context, uuid: '99999999-2222-4333-8444-555555555555' };
  const { session: _never, ...silent } = turnFailed({ kind: 'crashed', message: 'gone' }) as TurnFinished;
  const { document } = foldIn(other, runningGoal(), silent, checkpointed(2));
  expect(document.effects).toMatchObject([
    { type: 'RunBaseline' },
    { type: 'RunTurn', turn: 1, attempt: 2, session: { id: other.uuid, resume: false } },
  ]);
});
