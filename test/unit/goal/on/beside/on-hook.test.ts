import { expect, test } from 'vitest';
import type { Hook } from '../../../../../src/domain/hooks/hook.ts';
import {
  alice,
  context,
  fold,
  foldIn,
  runningGoal,
  turnFinished,
} from '../../../../support/core/sample-goal.ts';

const hook: Hook = { id: 'H-1', on: 'progress', action: { do: 'webhook', url: 'https://ci.example.org/x' } };
const chain: Hook = { id: 'H-1', on: 'progress', action: { do: 'dispatch', text: 'next' } };

const ordered = (one = hook) => fold(runningGoal({}, { hooks: [one] }), turnFinished()).document;
const act = (goal: ReturnType<typeof ordered>) => goal.hookRuns[0];
const effect = (goal: ReturnType<typeof ordered>) => goal.effects.find(({ type }) => type === 'RunHook');

test('a claim is kept with the order and with the act, until it is over', () => {
  const claimed = foldIn({ ...context, now: 5000 }, ordered(), { type: 'HookClaimed' }).document;
  expect(effect(claimed)).toMatchObject({ claimedAt: 5000 });
  expect(act(claimed)?.state).toBe('claimed');
  const over = fold(claimed, { type: 'HookFinished', outcome: 'done', note: 'answered 204' });
  expect(effect(over.document)).toBeUndefined();
  expect(act(over.document)).toMatchObject({ state: 'done', note: 'answered 204' });
  expect(over.notices).toEqual([]);
  expect(over.log).toEqual([
    expect.objectContaining({
      type: 'hook.dispatched',
      data: {
        hook: 'H-1',
        on: 'progress',
        does: 'webhook',
        delivery: 'hook/G-1/1/progress/1/H-1',
        note: 'answered 204',
      },
    }),
  ]);
});

test('a released act can be claimed again: at once, or after a failed try when its time has come', () => {
  const free = fold(ordered(), { type: 'HookClaimed' }, { type: 'HookReleased' }).document;
  expect(effect(free)).not.toHaveProperty('claimedAt');
  expect(effect(free)).not.toHaveProperty('tries');
  const tried = fold(
    free,
    { type: 'HookClaimed' },
    { type: 'HookReleased', retryAt: 9000, note: 'answered 503' },
  ).document;
  expect(effect(tried)).toMatchObject({ tries: 1, notBefore: 9000 });
  expect(effect(tried)).not.toHaveProperty('claimedAt');
  expect(act(tried)).toMatchObject({ state: 'pending', note: 'answered 503' });
});

test('people are told of what went wrong, and of what nobody knows', () => {
  const wrong = fold(ordered(), { type: 'HookFinished', outcome: 'failed', note: 'answered 500' });
  expect(wrong.notices).toEqual([{ type: 'HookFailed', hook: 'H-1', problem: 'answered 500' }]);
  expect(wrong.log[0]).toMatchObject({ type: 'hook.failed', data: { outcome: 'failed' } });
  const unknown = fold(ordered(), { type: 'HookFinished', outcome: 'unknown', note: 'it broke' });
  expect(unknown.notices).toEqual([{ type: 'HookFailed', hook: 'H-1', problem: 'it broke', unknown: true }]);
});

test('people are told which goal a hook dispatched', () => {
  const step = fold(ordered(chain), { type: 'HookFinished', outcome: 'done', note: 'G-7' });
  expect(step.notices).toEqual([{ type: 'HookSays', text: 'The hook H-1 dispatched G-7.' }]);
});

test('an order that fails beyond expectation may have acted once it was claimed', () => {
  const trouble = { type: 'EffectFailed', code: 'BUG', message: 'x is not a function', hint: 'h' } as const;
  const claimed = fold(ordered(), { type: 'HookClaimed' }).document;
  const outcomes = [ordered(), claimed].map((goal) => {
    const effectId = effect(goal)?.id;
    if (effectId === undefined) throw new Error('no order');
    return act(fold(goal, { ...trouble, effectId }).document)?.state;
  });
  expect(outcomes).toEqual(['failed', 'unknown']);
});

test('a hook that is removed takes back what it has not begun, and ends what it has', () => {
  const removed = { type: 'HookRemoved', by: alice, hook: 'H-1' } as const;
  const unbegun = fold(ordered(), removed).document;
  expect(effect(unbegun)).toBeUndefined();
  expect(act(unbegun)).toMatchObject({ state: 'failed' });
  const begun = fold(ordered(), { type: 'HookClaimed' }, removed).document;
  expect(effect(begun)).toBeDefined();
  expect(act(fold(begun, { type: 'HookFinished', outcome: 'done' }).document)?.state).toBe('done');
  const released = fold(begun, { type: 'HookReleased', retryAt: 9000 }).document;
  expect(effect(released)).toBeUndefined();
});

test('a hook with an id that is there already is not added again', () => {
  const goal = runningGoal();
  const twice = fold(
    goal,
    { type: 'HookAdded', by: alice, hook },
    { type: 'HookAdded', by: alice, hook: chain },
  );
  expect(twice.document.spec.hooks).toEqual([hook]);
});

test('a place that does not take what a hook says is told in the goal’s own thread, once', () => {
  const elsewhere: Hook = {
    id: 'H-1',
    on: 'progress',
    action: { do: 'notify-channel', channel: 'slack:C9' },
  };
  const told = ordered(elsewhere);
  const refused = { type: 'HookRefused', key: 'hook/G-1/1/progress/1/H-1', code: 'not_in_channel' } as const;
  const step = fold(told, refused);
  expect(step.notices).toEqual([
    { type: 'HookFailed', hook: 'H-1', problem: 'the place does not take it (not_in_channel)' },
  ]);
  expect(act(step.document)?.state).toBe('failed');
  expect(step.log).toMatchObject([{ type: 'hook.failed', data: { does: 'notify-channel' } }]);
  expect(fold(step.document, refused).notices).toEqual([]);
  expect(fold(told, { ...refused, key: 'hook/G-1/9/progress/1/H-1' }).notices).toEqual([]);
});
