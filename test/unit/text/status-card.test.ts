import { expect, test } from 'vitest';
import { ContentSchema } from '../../../src/domain/surface/content.ts';
import type { GoalDocument } from '../../../src/goal/state.ts';
import { statusCard } from '../../../src/text/status-card.ts';
import { allHostile } from '../../support/core/hostile-text.ts';
import {
  bob,
  fold,
  ready,
  red,
  runningGoal,
  sampleGoal,
  started,
  turnFailed,
  turnFinished,
} from '../../support/core/sample-goal.ts';
import {
  asleepGoal,
  askingForBudget,
  checks,
  compactingGoal,
  doneGoal,
  rateLimited,
} from '../../support/core/stages.ts';
import { wordsOf } from '../../support/core/words-of.ts';

const card = (goal: GoalDocument) => wordsOf(statusCard(goal));
const done = doneGoal;

test('before work starts the card names project, branch, base, agent and budgets', () => {
  const text = card(sampleGoal({}, { model: 'opus', base: 'next' }));
  expect(text).toContain('G-1 · fix the flaky login test');
  expect(text).toContain('State: queued for a free slot');
  expect(text).toContain('Project: shop');
  expect(text).toContain('Branch: drover/G-1-fix-the-flaky-login-test from next');
  expect(text).toContain('Agent: claude (opus)');
  expect(text).toContain('at most 40 turns · 4 h · $5.00 · 2M tokens');
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
  expect(card(goal)).toContain('M-1 delivered at turn 1');
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

test('a wait shows its deadline, with the date, and what people can type', () => {
  expect(card(rateLimited().document)).toContain('Until: 1970-01-01 00:00:06 UTC');
  const asking = card(askingForBudget().document);
  expect(asking).toContain('Until: 1970-01-02 00:00:01 UTC');
  expect(asking).toMatch(/You can: \/goal approve R-[0-9A-Z]{6} adds 1 turn · \/goal budget G-1 \+1turns /);
  expect(card(asleepGoal().document)).toContain('You can: /goal resume G-1 wakes it');
  expect(card(runningGoal())).not.toContain('You can');
});

test('a restart is one line: away, and back, and gone when the turn has ended', () => {
  const away = fold(runningGoal(), { type: 'DroverLeft' }).document;
  expect(card(away)).toContain('drover is away since 00:00 UTC; the agent works on.');
  const back = fold(away, { type: 'DroverBack' }).document;
  expect(card(back)).toContain('drover restarted at 00:00 UTC; the turn went on.');
  expect(card(back)).not.toContain('away');
  expect(card(fold(back, turnFinished()).document)).not.toMatch(/drover (?:is away|restarted)/);
});

test('while drover is away, a goal whose agent does not run promises no work', () => {
  const idle = fold(sampleGoal(), { type: 'DroverLeft' }).document;
  expect(card(idle)).toContain('drover is away since 00:00 UTC; the goal goes on when it is back.');
});

test('an agent of which nothing is heard is shown so until it speaks', () => {
  const silent = fold(runningGoal(), { type: 'TurnStalled', silentMs: 600_000 }).document;
  expect(card(silent)).toContain('Nothing has been heard from the agent since 00:00 UTC.');
  const speaks = fold(silent, { type: 'TurnProgressed', tools: 0, text: 'here' }).document;
  expect(card(speaks)).not.toContain('Nothing has been heard');
});

test('the card names who works now, and for whom', () => {
  const goal = fold(askingForBudget().document, {
    type: 'SwitchWished',
    by: bob,
    agent: { name: 'codex', model: 'o9' },
  }).document;
  expect(card(goal)).toContain('Agent: codex (o9) in place of claude');
});

test('a later run is numbered, and its budget begins anew', () => {
  const again = fold(done(), { type: 'ContinueWished', by: bob, text: 'also the docs' }).document;
  expect(card(again)).toContain('Run: 2');
  expect(card(again)).toContain('Budget: at most 40 turns');
  expect(card(again)).toContain('M-1 queued');
  expect(card(done())).not.toContain('Run:');
});

test('a message that the agent never got is said to be not delivered', () => {
  const goal = fold(
    sampleGoal(),
    { type: 'MessageGiven', by: bob, text: 'use vitest' },
    { type: 'CancelWished', by: bob, reason: 'no' },
  ).document;
  expect(card(goal)).toContain('Messages: M-1 not delivered');
});

test('a wish to sleep is not shown as what the agent said', () => {
  expect(card(asleepGoal().document)).not.toContain('__drover_sleep__');
});

test('the summary of a compaction is not shown as what the agent said', () => {
  const goal = fold(
    compactingGoal(),
    turnFinished({ text: 'SUMMARY of everything', context: { used: 9000 } }),
  ).document;
  expect(card(goal)).not.toContain('SUMMARY');
  expect(card(goal)).toContain('“Done.”');
});

test('the controls stand above the small print, which says how the same is typed, in one line', () => {
  const { blocks } = statusCard(runningGoal());
  expect(blocks.slice(-2).map(({ type }) => type)).toEqual(['buttons', 'small']);
  expect(card(runningGoal())).toContain('Typed here: !pause · !stop · !say TEXT · !cancel;');
  const small = blocks.at(-1);
  expect(small?.type === 'small' ? JSON.stringify(small.spans).length : 999).toBeLessThan(180);
});

test('where there is no thread, the foot names the shell', () => {
  const origin = { platform: 'console', workspace: 'w', channel: 'c' } as const;
  expect(card({ ...sampleGoal(), origin })).toContain('In a shell: drover goal pause G-1;');
  expect(card({ ...sampleGoal(), origin })).not.toContain('!pause');
});
