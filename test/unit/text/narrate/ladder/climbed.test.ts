import { expect, test } from 'vitest';
import type { GoalDocument } from '../../../../../src/goal/state.ts';
import { narrate } from '../../../../../src/text/narrate.ts';
import { threadLink } from '../../../../../src/text/narrate/ladder/thread-link.ts';
import { statusCard } from '../../../../../src/text/status-card.ts';
import { defaultRules } from '../../../../../src/domain/rules/loop-rules.ts';
import { context, fold, foldIn, runningGoal } from '../../../../support/core/sample-goal.ts';

const operations = { platform: 'discord', workspace: '', channel: '123456789012345678' } as const;
const rules = { ...defaultRules, ladder: { ...defaultRules.ladder, operations } };

/** A goal that asks in its thread. */
const asking: GoalDocument = foldIn(
  { ...context, rules },
  fold(runningGoal(), { type: 'RootPosted', messageId: '1700000000.000100' }).document,
  { type: 'QuestionAsked', call: 'c1', text: 'Which database?', options: ['Postgres', 'SQLite'] },
).document;

const said = (step: number, goal = asking): string =>
  JSON.stringify(narrate({ type: 'Climbed', ask: 'Q-1', step }, goal));

test('each rung says what is asked, what may be answered, until when, and what happens then', () => {
  for (const step of [1, 2, 3]) {
    const text = said(step);
    for (const part of [
      'Which database?',
      'Postgres',
      'Without an answer by',
      'handed to a person',
      '/goal answer G-1',
    ])
      expect(text).toContain(part);
  }
});

test('the mention names the dispatcher so that it pings, in its thread', () => {
  expect(said(1)).toContain('"person":"U1"');
  expect(said(1)).toContain('by a reply in this thread');
});

test('elsewhere the way to the thread is shown, and nobody of another platform is mentioned', () => {
  for (const step of [2, 3]) {
    expect(said(step)).toContain('https://app.slack.com/client/T1/C1/thread/C1-1700000000.000100');
    expect(said(step)).toContain('by a reply in its thread');
    expect(said(step)).not.toContain('"person"');
  }
  expect(said(3)).toContain('alice');
});

test('a request is put again with its ways out', () => {
  const waiting = {
    reason: 'permission',
    note: 'it may not push',
    deadline: context.now + 1000,
    course: 'escalate',
    atDeadline: 'the goal is handed to a person',
    request: 'R-7K2M4Q',
  } as const;
  const goal: GoalDocument = {
    ...asking,
    waiting,
    ladders: asking.ladders.map((ladder) => ({ ...ladder, ask: 'R-7K2M4Q' })),
  };
  const text = JSON.stringify(narrate({ type: 'Climbed', ask: 'R-7K2M4Q', step: 1 }, goal));
  for (const part of ['it may not push', '/goal approve R-7K2M4Q', '/goal deny R-7K2M4Q'])
    expect(text).toContain(part);
});

test('the card tells who was told, once there is more to tell than the question itself', () => {
  expect(JSON.stringify(statusCard(asking))).not.toContain('Told of');
  const late = { ...context, rules, now: context.now + 600_000 };
  const climbing = foldIn(late, asking, { type: 'WakeDue' }).document;
  expect(JSON.stringify(statusCard(climbing))).toContain(
    'this thread · a mention · next a direct message at',
  );
  const refused = foldIn(late, climbing, {
    type: 'RungRefused',
    ask: 'Q-1',
    step: 1,
    code: 'is_archived',
  }).document;
  expect(JSON.stringify(statusCard(refused))).toContain('not a mention (is_archived) · a direct message');
});

test('the address of a thread is known where its workspace is', () => {
  const place = { platform: 'discord', workspace: '1', channel: '2', thread: '3' } as const;
  expect(threadLink(place)).toBe('https://discord.com/channels/1/3');
  expect(threadLink({ ...place, workspace: '' })).toBeUndefined();
  expect(
    threadLink({ platform: 'console', workspace: 'local', channel: 'terminal', thread: 'G-1' }),
  ).toBeUndefined();
});
