import { expect, test } from 'vitest';
import { ContentSchema } from '../../../src/domain/content.ts';
import { GoalStateSchema } from '../../../src/domain/goal.ts';
import type { GoalDocument } from '../../../src/goal/state.ts';
import { budgetLine, stateLine, statusCard, toneOf } from '../../../src/text/status-card.ts';
import { allHostile } from '../../support/core/hostile-text.ts';
import {
  alice,
  bob,
  changed,
  fold,
  green,
  ready,
  red,
  runningGoal,
  sampleGoal,
  started,
  turnFailed,
  turnFinished,
} from '../../support/core/sample-goal.ts';
import { wordsOf } from '../../support/core/words-of.ts';

const checks = (results: readonly (typeof red | typeof green)[]) =>
  ({ type: 'ChecksFinished', results, changes: changed, wallMs: 10 }) as const;
const card = (goal: GoalDocument) => wordsOf(statusCard(goal));
const rateLimited = turnFailed({ kind: 'rate-limited', message: 'the vendor is busy', retryAfterMs: 5000 });
const done = () =>
  fold(
    runningGoal(),
    turnFinished(),
    checks([green]),
    { type: 'WorkCommitted', sha: 'd'.repeat(40), changes: changed },
    { type: 'BranchDelivered', ref: 'drover/G-1-fix' },
  ).document;

test('before work starts the card names project, branch, base, agent and budgets', () => {
  const text = card(sampleGoal({}, { model: 'opus', base: 'next' }));
  expect(text).toContain('G-1 · fix the flaky login test');
  expect(text).toContain('State: queued for a free slot');
  expect(text).toContain('Project: shop');
  expect(text).toContain('Branch: drover/G-1-fix-the-flaky-login-test from next');
  expect(text).toContain('Agent: claude (opus)');
  expect(text).toContain('at most 40 turns · 4 h · $5.00 · 2M tokens');
});

test('the state line says what is going on', () => {
  const preparing = fold(sampleGoal(), { type: 'SlotGranted' }).document;
  expect(stateLine(preparing)).toBe('preparing the worktree');
  expect(stateLine(runningGoal())).toBe('running: turn 1 of 40');
  expect(stateLine(runningGoal({ turns: 0 }))).toBe('running: turn 1 of ∞');
  expect(stateLine(fold(runningGoal(), turnFinished()).document)).toBe('running: checking turn 1');
  expect(stateLine(fold(runningGoal(), turnFinished(), checks([green])).document)).toBe(
    'running: delivering',
  );
  const again = fold(runningGoal(), turnFailed({ kind: 'network', message: 'reset' }), {
    type: 'CheckpointMade',
    number: 2,
    sha: 'e',
  });
  expect(stateLine(again.document)).toBe('running: turn 1 of 40, attempt 2');
});

test('a wished pause is shown before it takes effect, and who wished it is kept', () => {
  const wished = fold(runningGoal(), { type: 'PauseWished', by: alice }).document;
  expect(stateLine(wished)).toBe('running: turn 1 of 40, pausing before the next turn');
  expect(stateLine(fold(sampleGoal(), { type: 'PauseWished', by: alice }).document)).toBe('paused');
});

test('a wait shows its reason, its deadline and what happens then', () => {
  const goal = fold(runningGoal(), rateLimited).document;
  expect(stateLine(goal)).toBe('waiting (rate-limit): the vendor is busy; then the turn is tried again');
  expect(card(goal)).toContain('Until: 00:00:06 UTC');
});

test('an end is called by its name, with the reason', () => {
  expect(stateLine(done())).toBe('done, verified');
  const cancelled = fold(sampleGoal(), {
    type: 'CancelWished',
    by: bob,
    reason: 'wrong repository',
  }).document;
  expect(stateLine(cancelled)).toBe('cancelled: wrong repository');
  const failed = fold(
    sampleGoal(),
    { type: 'SlotGranted' },
    {
      type: 'EffectFailed',
      code: 'BASE_NOT_FOUND',
      message: 'no branch nope',
      hint: 'x',
    },
  ).document;
  expect(stateLine(failed)).toBe('failed: no branch nope');
});

test('a goal that nobody could verify never looks verified', () => {
  const goal = { ...done(), verified: undefined };
  expect(stateLine(goal as never)).toBe('done, unverified');
});

test('every state has a tone, and only done looks good', () => {
  const goal = sampleGoal();
  const tones = GoalStateSchema.options.map((state) => [state, toneOf({ ...goal, state })]);
  expect(tones.filter(([, tone]) => tone === 'good')).toEqual([['done', 'good']]);
  expect(tones.every(([, tone]) => tone !== undefined)).toBe(true);
});

test('checks show what is not judged yet, what passed, what failed, and what was red on the base', () => {
  const prepared = fold(sampleGoal(), ...ready.slice(0, 2)).document;
  expect(card(prepared)).toContain('Checks: ○ npm test');
  const knows = fold(prepared, { type: 'BaselineFinished', results: [red] }).document;
  expect(card(knows)).toContain('○ npm test (red on base)');
  expect(card(fold(runningGoal(), turnFinished(), checks([red])).document)).toContain('✘ npm test');
  expect(card(done())).toContain('✔ npm test');
  expect(card(sampleGoal({}, { acceptance: 'none' }))).toContain('Checks: none asked for');
});

test('spend, changes, refusals and receipts appear when there are any', () => {
  const denials = Array.from({ length: 5 }, (_, index) => ({ tool: 'Bash', what: `curl ${index}` }));
  const goal = fold(
    runningGoal(),
    { type: 'MessageGiven', by: bob, text: 'use vitest' },
    turnFinished({ denials }),
  ).document;
  const text = card(goal);
  expect(text).toContain('Spend: $0.50 · 100 in, 10 out');
  expect(text).toContain('Changes: 1 file, +2 −1');
  expect(text).toContain('Refused to the agent: Bash curl 2 · Bash curl 3 · Bash curl 4 and 2 before');
  expect(text).toContain('Messages: M-1 queued');
  expect(card(sampleGoal())).not.toMatch(/Spend|Changes|Refused|Messages|Commit|Until/);
});

test('a message that went back to the queue is not said to have reached a turn', () => {
  const goal = fold(
    sampleGoal(),
    { type: 'MessageGiven', by: bob, text: 'use vitest' },
    ...ready,
    started,
  ).document;
  expect(card(goal)).toContain('M-1 delivered (turn 1)');
  const broken = fold(goal, turnFailed({ kind: 'network', message: 'reset' })).document;
  expect(card(broken)).toMatch(/M-1 queued$/m);
});

test('while it works the card shows what the agent last said and did; after the end it does not', () => {
  const goal = fold(runningGoal(), {
    type: 'TurnProgressed',
    tools: 3,
    text: 'I read the test.\nmore',
  }).document;
  expect(card(goal)).toContain('“I read the test.” (3 tool calls)');
  expect(card(done())).not.toContain('“');
});

test('the foot says how to steer, and after the end how long it took', () => {
  expect(card(sampleGoal())).toContain('/goal pause G-1');
  expect(card(done())).toContain('Took 0 ms. Details: /goal status G-1');
  expect(card(done())).toContain(`Commit: ${'d'.repeat(10)}`);
  expect(card(done())).not.toContain('/goal pause');
});

test('the budget line leaves out what is switched off', () => {
  expect(budgetLine(sampleGoal({ turns: 0, costUsd: 0, tokens: 0, wallMs: 60_000 }))).toBe('at most 1 min');
});

test('hostile text stays data: it is in the card as it is, in strings that surfaces escape', () => {
  const goal = fold(
    { ...runningGoal(), spec: { ...sampleGoal().spec, title: allHostile } },
    { type: 'TurnProgressed', tools: 0, text: allHostile },
  ).document;
  const content = statusCard(goal);
  expect(ContentSchema.parse(content)).toEqual(content);
  expect(content.title).toBe(`G-1 · ${allHostile}`);
  expect(JSON.stringify(content.blocks)).not.toContain('"person"');
});

test('a card of a goal with everything at once is small enough for one message', () => {
  const long = 'x'.repeat(10_000);
  const goal = fold(
    { ...runningGoal(), spec: { ...sampleGoal().spec, text: long } },
    ...Array.from({ length: 30 }, () => ({ type: 'MessageGiven', by: bob, text: long }) as const),
    { type: 'TurnProgressed', tools: 1, text: long },
  ).document;
  expect(card(goal).length).toBeLessThan(2500);
});
