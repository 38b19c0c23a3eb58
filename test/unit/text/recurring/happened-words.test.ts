import { expect, test } from 'vitest';
import type { EventRecord, EventType } from '../../../../src/domain/event-record.ts';
import { goalIdOf } from '../../../../src/domain/ids.ts';
import { whatHappened } from '../../../../src/policy/recurring/happened.ts';
import { countsLine, digestContent, reportContent } from '../../../../src/text/recurring/happened-words.ts';

const event = (goal: number, type: EventType, data: Record<string, unknown> = {}): EventRecord => ({
  seq: 1,
  at: 1_800_000_000_000,
  goal: goalIdOf(goal),
  run: 1,
  type,
  data,
});
const facts = [1, 2].map((number) => ({ id: goalIdOf(number), project: `p${number}`, agent: 'claude' }));
const cost = (usd: number) => ({ usage: { costUsd: usd } });

const day = [
  event(1, 'goal.started', { project: 'p1', agent: 'claude' }),
  event(1, 'attempt.completed', cost(0.5)),
  event(1, 'attempt.started', { agent: 'codex' }),
  event(1, 'attempt.completed', cost(0.25)),
  event(2, 'attempt.completed', cost(1)),
  event(1, 'progress'),
  event(1, 'goal.completed', { state: 'done', reason: 'all checks passed' }),
  event(2, 'goal.completed', { state: 'failed', reason: 'no agent' }),
  event(9, 'goal.completed', { state: 'done' }),
];

test('counts are one line, the worst of it last', () => {
  expect(countsLine(whatHappened(day, facts), 1)).toBe(
    '1 goal done · 1 failed · 1 began · 1 waits for a person',
  );
  expect(countsLine(whatHappened([], facts), 2)).toBe('2 wait for a person');
});

test('a digest tells the newest fifty changes, what is left out, and who waits', () => {
  const many = Array.from({ length: 60 }, (_, n) => event(1, 'question', { text: `question ${n}` }));
  const waiting = [{ id: goalIdOf(1), title: 'mend', note: 'which one?', deadline: 1_800_000_000_000 }];
  const titles = new Map([[goalIdOf(1), 'mend the cart']]);
  const content = digestContent(0, whatHappened(many, facts), { waiting, titles }, false);
  const words = JSON.stringify(content.blocks);
  expect(content.blocks.filter(({ type }) => type === 'text')).toHaveLength(51);
  expect(words).toContain('mend the cart — asks: question 59');
  expect(words).not.toContain('question 9"');
  expect(words).toContain('10 earlier changes left out');
  expect(words).toContain('waits: which one?');
});

test('a report names every end, also those there were none of, and where the money went', () => {
  const content = reportContent('2026-11-21', whatHappened(day, facts), { waiting: [], open: 3 }, true);
  expect(content).toMatchObject({ tone: 'warn', title: 'drover on 2026-11-21' });
  const [fields] = content.blocks;
  expect(
    fields?.type === 'fields' &&
      fields.fields.map(({ label, value }) => `${label} ${value.map(String).join('')}`),
  ).toEqual(['done 1', 'failed 1', 'exhausted 0', 'escalated 0', 'cancelled 0', 'open 3', 'spent $1.75']);
  expect(JSON.stringify(content.blocks)).toMatch(
    /By agent: claude \$1\.50 · codex \$0\.25.*too much to read/,
  );
});
