import { expect, test } from 'vitest';
import { defaultRules } from '../../../../../src/domain/rules/loop-rules.ts';
import type { PendingEffect } from '../../../../../src/goal/effects.ts';
import type { GoalDocument } from '../../../../../src/goal/state.ts';
import { summariseSession } from '../../../../../src/runner/perform/beside/summarise-session.ts';
import { summariseTurn } from '../../../../../src/runner/perform/beside/summarise-turn.ts';
import type { Performance, Tools } from '../../../../../src/runner/perform/performer.ts';
import { createRunnerWorld } from '../../../../support/core/runner-world.ts';
import {
  alice,
  checked,
  checkpointed,
  context,
  foldIn,
  red,
  runningGoal,
  turnFinished,
} from '../../../../support/core/sample-goal.ts';
import { createFakeHelper, type FakeReply } from '../../../../support/helper-model/fake-helper.ts';

const helped = {
  ...context,
  rules: { ...defaultRules, helps: { summary: true, compact: true, memory: false } },
};

type Of<T extends PendingEffect['type']> = Extract<PendingEffect, { type: T }>;

function perform<T extends PendingEffect['type']>(goal: GoalDocument, type: T, replies: FakeReply[]) {
  const effect = goal.effects.find((one): one is Of<T> => one.type === type);
  if (effect === undefined) throw new Error(`no ${type} is ordered`);
  const helper = createFakeHelper(replies);
  const tools: Partial<Tools> = {
    helper,
    turnFolder: async (_goal, seq) => `/turns/${seq}`,
    turnLog: {
      begin: () => {},
      append: () => {},
      tail: async (folder, lines) => `${lines} lines of ${folder}`,
      rawTail: async () => '',
    },
  };
  const never = new AbortController().signal;
  const { runtime } = createRunnerWorld();
  const performance: Performance<Of<T>> = {
    runtime,
    tools: tools as Tools,
    effect,
    goal,
    signal: never,
    leave: never,
    report: async () => true,
  };
  return { helper, effectId: effect.id, performance };
}

const spoken = (text: string): GoalDocument => foldIn(helped, runningGoal(), turnFinished({ text })).document;

const full = (): GoalDocument =>
  foldIn(
    helped,
    runningGoal({}, { agent: 'codex' }),
    { type: 'CompactWished', by: alice, focus: '' },
    turnFinished(),
    checked([red]),
    checkpointed(2),
  ).document;

test('the helper model sums a turn up from what its agent said, within six seconds', async () => {
  const { helper, effectId, performance } = perform(spoken('I mended the cache.'), 'SummariseTurn', [
    { text: 'It mended the cache.' },
  ]);
  expect(await summariseTurn(performance)).toMatchObject({
    type: 'TurnSummarised',
    effectId,
    text: 'It mended the cache.',
    usage: { input: 100 },
  });
  expect(helper.requests).toEqual([
    expect.objectContaining({ use: 'summary', capMs: 6000, prompt: expect.stringContaining('I mended') }),
  ]);
});

test.each(['off', 'spent', 'timeout', 'refused', 'malformed'] as const)(
  'a helper model that is %s leaves the turn without a summary',
  async (problem) => {
    const { performance } = perform(spoken('Done.'), 'SummariseTurn', [{ problem }]);
    const event = await summariseTurn(performance);
    expect(event).toMatchObject({ type: 'TurnSummarised' });
    expect(event).not.toHaveProperty('text');
  },
);

test('no more than the last 16 KiB of a turn are shown, from the beginning of a line, as fenced data', async () => {
  const line = `${'ä'.repeat(49)}\n`;
  const goal = spoken(line.repeat(80));
  const { helper, performance } = perform(goal, 'SummariseTurn', [{ text: 'Much.' }]);
  await summariseTurn(performance);
  const prompt = helper.requests[0]?.prompt ?? '';
  expect(prompt).toContain(goal.fence);
  expect(Buffer.byteLength(prompt)).toBeLessThan(17 * 1024);
});

test('a session is summed up from its turns, the failing checks and the end of its log', async () => {
  const { helper, effectId, performance } = perform(full(), 'SummariseSession', [{ text: '# Tried\nMuch.' }]);
  expect(await summariseSession(performance)).toMatchObject({ effectId, text: '# Tried\nMuch.' });
  const [request] = helper.requests;
  expect(request).toMatchObject({ use: 'compact', capMs: 120_000 });
  for (const part of [
    'fix the flaky login test',
    'npm test',
    'not ok 1 - adds',
    '400 lines of /turns/1',
    'Done.',
  ])
    expect(request?.prompt).toContain(part);
});

test('why a session has no summary is said', async () => {
  const { performance } = perform(full(), 'SummariseSession', [{ problem: 'timeout' }]);
  expect(await summariseSession(performance)).toMatchObject({ problem: 'the helper model: timeout' });
});
