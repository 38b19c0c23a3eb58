import { expect, test } from 'vitest';
import { mainEffect } from '../../../../src/goal/draft.ts';
import { fallAsleep, wake } from '../../../../src/goal/moves/sleep.ts';
import {
  alice,
  bob,
  checkpointed,
  context,
  fold,
  foldIn,
  runningGoal,
  turnFinished,
} from '../../../support/core/sample-goal.ts';

const text = '{"__drover_sleep__": true, "duration_ms": 60000, "reason": "the build runs"}';
const asleep = () => fold(runningGoal(), turnFinished({ text }));
const at = (now: number) => ({ ...context, now });

test('an agent that asks to be woken later sleeps without a slot, and is not judged', () => {
  const { document, notices, log } = asleep();
  expect(document).toMatchObject({
    state: 'sleeping',
    effects: [{ type: 'RunBaseline' }],
    sleep: { since: 1000, until: 61_000, reason: 'the build runs' },
  });
  expect(notices).toEqual([{ type: 'Asleep' }]);
  expect(log.map(({ type }) => type)).toContain('sleep');
});

test('it wakes at its time, not before, and is told how long it slept and why', () => {
  expect(foldIn(at(60_999), asleep().document, { type: 'WakeDue' }).document.state).toBe('sleeping');
  const { document, notices } = foldIn(at(61_000), asleep().document, { type: 'WakeDue' });
  expect(document).toMatchObject({
    state: 'queued',
    news: [{ type: 'woke', reason: 'the build runs', sleptMs: 60_000, early: false }],
  });
  expect(notices).toEqual([{ type: 'Woke', early: false }]);
  const next = fold(document, { type: 'SlotGranted' }, checkpointed(2)).document;
  expect(mainEffect(next)).toMatchObject({ turn: 2, session: { resume: true } });
});

test.each([
  ['say', { type: 'MessageGiven', by: bob, text: 'wake up' } as const, 'queued'],
  ['resume', { type: 'ResumeWished', by: bob } as const, 'queued'],
  ['pause', { type: 'PauseWished', by: bob } as const, 'paused'],
  ['cancel', { type: 'CancelWished', by: bob, reason: '' } as const, 'cancelled'],
])('%s ends the sleep', (_verb, event, state) => {
  const { document } = fold(asleep().document, event);
  expect(document.state).toBe(state);
  expect(document.sleep).toBeUndefined();
});

test('who has something to hear, or is to pause, does not fall asleep', () => {
  const said = fold(runningGoal(), { type: 'MessageGiven', by: bob, text: 'x' }, turnFinished({ text }));
  expect(said.document.state).toBe('running');
  expect(mainEffect(said.document)?.type).toBe('MakeCheckpoint');
  const paused = fold(runningGoal(), { type: 'PauseWished', by: alice }, turnFinished({ text }));
  expect(paused.document.state).toBe('paused');
});

test('sleeping and waking are each other’s undoing', () => {
  const one = { goal: runningGoal(), context, log: [], notices: [], cooldowns: [], rootWanted: false };
  fallAsleep(one, { durationMs: 5, reason: 'r' });
  wake(one, true);
  expect(one.goal.state).toBe('queued');
  expect(one.goal.sleep).toBeUndefined();
});
