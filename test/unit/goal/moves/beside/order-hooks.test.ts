import { expect, test } from 'vitest';
import type { Hook, HookAction } from '../../../../../src/domain/hooks/hook.ts';
import type { GoalDocument } from '../../../../../src/goal/state.ts';
import { openDraft } from '../../../../../src/goal/draft.ts';
import { orderHooks } from '../../../../../src/goal/moves/beside/order-hooks.ts';
import {
  alice,
  changed,
  checked,
  context,
  fold,
  foldIn,
  green,
  impatient,
  nextTurn,
  red,
  runningGoal,
  turnFailed,
  turnFinished,
} from '../../../../support/core/sample-goal.ts';

const webhook: HookAction = { do: 'webhook', url: 'https://ci.example.org/x' };
const on = (moment: Hook['on'], action: HookAction = webhook, more: Partial<Hook> = {}): Hook => ({
  id: `on-${moment}`,
  on: moment,
  action,
  ...more,
});
const every: readonly Hook[] = (['done', 'failed', 'cancelled', 'progress', 'waiting'] as const).map(
  (moment) => on(moment),
);

const acts = (goal: GoalDocument): string[] =>
  goal.effects.flatMap((effect) =>
    effect.type === 'RunHook' ? [`${effect.hook}@${effect.run}.${effect.turn}`] : [],
  );

const committed = { type: 'WorkCommitted', sha: 'd'.repeat(40), changes: changed } as const;
const delivered = { type: 'BranchDelivered', ref: 'drover/G-1' } as const;
const running = (hooks: readonly Hook[], budget = {}) => runningGoal(budget, { hooks: [...hooks] });
const finish = (goal: GoalDocument) =>
  fold(goal, turnFinished(), checked([green]), committed, delivered).document;

test('a goal that is done orders its hooks for that, and those for the turn', () => {
  expect(acts(finish(running(every)))).toEqual(['on-progress@1.1', 'on-done@1.1']);
});

test('failed, exhausted and escalated are all a bad end; cancelled is one of its own', () => {
  const broken = fold(running(every), turnFailed({ kind: 'auth', message: 'x' })).document;
  const stuck = foldIn(
    impatient,
    running(every),
    turnFailed({ kind: 'permission-blocked', message: 'x' }),
  ).document;
  const exhausted = foldIn(impatient, running(every, { turns: 1 }), turnFinished());
  const spent = foldIn(impatient, exhausted.document, checked([red])).document;
  const cancelled = fold(
    running(every),
    { type: 'CancelWished', by: alice, reason: '' },
    turnFinished(),
  ).document;
  expect([broken, stuck, spent, cancelled].map(({ state }) => state)).toEqual([
    'failed',
    'escalated',
    'exhausted',
    'cancelled',
  ]);
  expect([broken, stuck, spent].map((goal) => acts(goal).includes('on-failed@1.1'))).toEqual([
    true,
    true,
    true,
  ]);
  expect(acts(cancelled)).toContain('on-cancelled@1.1');
  expect(acts(cancelled)).not.toContain('on-failed@1.1');
});

test('an act is ordered once for its moment of its turn and run, and again in the next', () => {
  const done = finish(running([on('done')]));
  const draft = openDraft(done, context);
  orderHooks(draft, 'done');
  expect(acts(draft.goal)).toEqual(['on-done@1.1']);
  const again = fold(done, { type: 'ContinueWished', by: alice, text: 'more' }).document;
  const second = openDraft({ ...again, turn: 1 }, context);
  orderHooks(second, 'done');
  expect(acts(second.goal)).toEqual(['on-done@1.1', 'on-done@2.1']);
});

test('progress comes after every so many turns', () => {
  const goal = fold(
    running([on('progress', webhook, { everyTurns: 2 })]),
    ...nextTurn(2),
    ...nextTurn(3),
    turnFinished(),
  );
  expect(acts(goal.document)).toEqual(['on-progress@1.2']);
});

test('waiting is told when a person is waited for, and not when a vendor is', () => {
  const goal = () => running([on('waiting')]);
  const blocked = fold(goal(), turnFailed({ kind: 'permission-blocked', message: 'x' })).document;
  const limited = fold(
    goal(),
    turnFailed({ kind: 'rate-limited', message: 'x', retryAfterMs: 5000 }),
  ).document;
  const asking = fold(running([on('waiting')], { turns: 1 }), turnFinished(), checked([red])).document;
  expect([blocked, limited, asking].map((one) => [one.waiting?.reason, acts(one).length])).toEqual([
    ['permission', 1],
    ['rate-limit', 0],
    ['budget', 1],
  ]);
});

const chain = (onlyIf: 'changed' | 'verified') => on('done', { do: 'dispatch', text: 'next', onlyIf });

const chained = (onlyIf: 'changed' | 'verified', facts: Partial<GoalDocument>) => {
  const draft = openDraft({ ...running([chain(onlyIf)]), ...facts }, context);
  orderHooks(draft, 'done');
  return acts(draft.goal).length;
};

const ask = (call: string) => ({ type: 'QuestionAsked', call, text: 'Which?', options: [] }) as const;

test('a question from inside a turn is waiting for a person, once for the turn', () => {
  const asked = fold(running([on('waiting')]), ask('a'), ask('b'));
  expect([asked.document.state, acts(asked.document)]).toEqual(['running', ['on-waiting@1.1']]);
  expect(acts(foldIn(impatient, running([on('waiting')]), ask('a')).document)).toEqual([]);
});

test('a chain goes on only on its condition', () => {
  expect([
    chained('changed', { diff: changed }),
    chained('changed', { diff: { ...changed, files: 0 } }),
  ]).toEqual([1, 0]);
  expect([
    chained('verified', { verified: 'verified' }),
    chained('verified', { verified: 'partly verified' }),
  ]).toEqual([1, 0]);
});

test('what a hook only says is said in the same step, once, and needs no order', () => {
  const goal = running([
    on('done', { do: 'notify-channel', channel: 'slack:C9', text: 'ship it' }),
    { id: 'here', on: 'done', action: { do: 'notify-origin', text: 'well done' } },
    { id: 'mute', on: 'done', action: { do: 'notify-origin' } },
  ]);
  const before = fold(goal, turnFinished(), checked([green]), committed).document;
  const step = fold(before, delivered);
  expect(step.notices).toEqual([
    { type: 'RunEnded' },
    { type: 'HookTells', channel: 'slack:C9', text: 'ship it', key: 'hook/G-1/1/done/1/on-done' },
    { type: 'HookSays', text: 'well done' },
  ]);
  expect(acts(step.document)).toEqual([]);
  expect(step.document.hookRuns.map(({ state }) => state)).toEqual(['done', 'done', 'done']);
  expect(step.log.filter(({ type }) => type === 'hook.dispatched')).toHaveLength(3);
});

test('the loop does not wait for a hook, and an end leaves it its work', () => {
  const goal = fold(running([on('progress')]), turnFinished()).document;
  expect(goal.effects.map(({ type }) => type)).toEqual(['RunBaseline', 'RunHook', 'CheckAcceptance']);
  const ended = fold(goal, { type: 'CancelWished', by: alice, reason: '' }).document;
  expect(ended.effects.map(({ type }) => type)).toEqual(['RunHook']);
});

test('of many acts the last hundred are kept', () => {
  const past = Array.from({ length: 150 }, (_, turn) => ({
    hook: 'on-progress',
    on: 'progress' as const,
    run: 1,
    turn: turn + 1,
    state: 'done' as const,
    at: 1,
  }));
  const draft = openDraft({ ...running([on('progress')]), turn: 151, hookRuns: past }, context);
  orderHooks(draft, 'progress');
  expect([draft.goal.hookRuns.length, draft.goal.hookRuns.at(-1)?.turn]).toEqual([100, 151]);
});
