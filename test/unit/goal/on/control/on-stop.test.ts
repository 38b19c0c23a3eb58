import { expect, test } from 'vitest';
import { mainEffect } from '../../../../../src/goal/draft.ts';
import { clockSkewMs } from '../../../../../src/goal/on/control/on-stop.ts';
import {
  alice,
  bob,
  checked,
  checkpointed,
  context,
  fold,
  foldIn,
  green,
  ready,
  runningGoal,
  sampleGoal,
  startedAs,
  turnFailed,
  turnFinished,
} from '../../../../support/core/sample-goal.ts';

const stop = { type: 'StopWished', by: alice, at: 1000 } as const;
const types = (goal: { effects: readonly { type: string }[] }) => goal.effects.map((effect) => effect.type);

test('the running turn is ended, its cost is booked, its session kept, and the goal is paused', () => {
  const stopping = fold(runningGoal(), stop);
  expect(stopping.document).toMatchObject({ state: 'running', effects: [{ abort: 'stopped' }] });
  expect(stopping.notices).toEqual([]);
  const stopped = fold(stopping.document, turnFinished({ outcome: 'aborted' }));
  expect(stopped.document).toMatchObject({ state: 'paused', usage: { input: 100 }, effects: [] });
  expect(stopped.document.turns).toMatchObject([{ outcome: 'aborted' }]);
  expect(stopped.notices).toEqual([{ type: 'Stopped', turn: 1, by: alice }]);
  const resumed = fold(stopped.document, { type: 'ResumeWished', by: bob }, { type: 'SlotGranted' });
  const next = fold(resumed.document, checkpointed(2)).document;
  expect(mainEffect(next)).toMatchObject({ turn: 2, session: { id: context.uuid, resume: true } });
  expect(next.news).toMatchObject([{ type: 'stopped' }]);
});

test('a stopped turn is no failure: no streak, and no course to be taken', () => {
  const { document } = fold(runningGoal(), stop, turnFailed({ kind: 'crashed', message: 'SIGTERM' }));
  expect(document.streak.errors).toBe(0);
  expect(document).toMatchObject({ state: 'paused', run: 1 });
});

test('a turn that ended by itself in that moment is checked when the goal is resumed', () => {
  const stopped = fold(runningGoal(), stop, turnFinished()).document;
  expect(stopped).toMatchObject({ state: 'paused', next: 'evaluate', effects: [] });
  const on = fold(stopped, { type: 'ResumeWished', by: bob }, { type: 'SlotGranted' }).document;
  expect(types(on)).toContain('CheckAcceptance');
});

test.each([
  ['queued', sampleGoal()],
  ['preparing', fold(sampleGoal(), { type: 'SlotGranted' }).document],
  ['at a checkpoint', fold(sampleGoal(), ...ready.slice(0, 2)).document],
  ['with a turn that is only ordered', fold(sampleGoal(), ...ready).document],
  ['evaluating', fold(runningGoal(), turnFinished()).document],
  ['committing', fold(runningGoal(), turnFinished(), checked([green])).document],
  [
    'delivering',
    fold(runningGoal(), turnFinished(), checked([green]), {
      type: 'WorkCommitted',
      sha: 'd',
      changes: { files: 1, insertions: 1, deletions: 0, untracked: 0, commits: 1 },
    }).document,
  ],
  ['backing off', fold(runningGoal(), turnFailed({ kind: 'overloaded', message: 'x' })).document],
  [
    'sleeping',
    fold(
      runningGoal(),
      turnFinished({ text: '{"__drover_sleep__": true, "duration_ms": 60000, "reason": "r"}' }),
    ).document,
  ],
])(
  'a goal that is %s is paused at once, with nothing under way, and goes on where it stood',
  (_when, goal) => {
    const { document } = fold(goal, stop);
    expect(document).toMatchObject({ state: 'paused', effects: [] });
    expect(document.waiting).toBeUndefined();
    const on = fold(document, { type: 'ResumeWished', by: bob }, { type: 'SlotGranted' }).document;
    expect(mainEffect(on)?.type).toBeDefined();
    expect(on.turn).toBe(goal.turn);
  },
);

test('the messages of a turn that was only ordered wait again', () => {
  const given = fold(sampleGoal(), { type: 'MessageGiven', by: bob, text: 'x' }, ...ready, stop).document;
  expect(given.messages).toMatchObject([{ state: 'queued' }]);
  const on = fold(given, { type: 'ResumeWished', by: bob }, { type: 'SlotGranted' }).document;
  expect(mainEffect(on)).toMatchObject({ turn: 1, attempt: 1, receipts: ['M-1'] });
});

test('a stop hits the turn that ran when it was typed, and no newer one', () => {
  const later = { ...context, now: 1000 + clockSkewMs + 1 };
  const newer = foldIn(later, sampleGoal(), ...ready, startedAs(1)).document;
  const late = fold(newer, stop).document;
  expect(mainEffect(late)).not.toHaveProperty('abort');
  expect(late.pauseWished).toBe(true);
  const intime = fold(newer, { ...stop, at: 1001 }).document;
  expect(mainEffect(intime)).toMatchObject({ abort: 'stopped' });
});

test('a goal that is paused already stays as it is; cancel beats a stop that is under way', () => {
  const paused = fold(sampleGoal(), { type: 'PauseWished', by: bob }).document;
  expect(fold(paused, stop).document).toEqual(paused);
  const cancelled = fold(runningGoal(), stop, { type: 'CancelWished', by: bob, reason: '' }).document;
  expect(cancelled).toMatchObject({ state: 'cancelled', effects: [{ abort: 'cancelled' }] });
});

test('who resumes while the turn is being ended gets a new turn instead of a pause', () => {
  const { document } = fold(
    runningGoal(),
    stop,
    { type: 'ResumeWished', by: bob },
    turnFinished({ outcome: 'aborted' }),
  );
  expect(document.state).toBe('running');
  expect(types(document)).toContain('MakeCheckpoint');
});
