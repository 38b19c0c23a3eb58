import { expect, test } from 'vitest';
import { ContentSchema, type Content } from '../../../../src/domain/surface/content.ts';
import type { GoalDocument } from '../../../../src/goal/state.ts';
import { narrate } from '../../../../src/text/narrate.ts';
import { statusCard } from '../../../../src/text/status-card.ts';
import { bob, context, fold, foldIn, runningGoal, turnFinished } from '../../../support/core/sample-goal.ts';
import { wordsOf } from '../../../support/core/words-of.ts';

const asks = (call: string, more: { fallback?: string; options?: string[] } = {}) =>
  ({ type: 'QuestionAsked', call, text: 'Postgres or SQLite?', options: [], ...more }) as const;
const asking = (...more: Parameters<typeof asks>[1][]): GoalDocument =>
  fold(runningGoal(), ...more.map((one, at) => asks(`c${at}`, one)), turnFinished()).document;
const words = (content: Content): string => wordsOf(content);
const said = (goal: GoalDocument, question = 'Q-1') => words(narrate({ type: 'Asked', question }, goal));

test('a question is told with its options, how to answer it, until when, and what happens then', () => {
  const text = said(asking({ options: ['Postgres', 'SQLite'], fallback: 'SQLite' }));
  for (const part of [
    'Postgres or SQLite?',
    '1 Postgres',
    '2 SQLite',
    'by a reply in this thread',
    '/goal answer G-1 TEXT',
    'the answer is “SQLite”',
    'UTC',
  ])
    expect(text).toContain(part);
  expect(said(asking({}))).toContain('the goal is handed to a person');
});

test('of several questions each is answered by its name', () => {
  const text = said(asking({}, {}), 'Q-2');
  expect(text).toContain('/goal answer G-1 Q-2 TEXT');
  expect(text).not.toContain('by a reply');
});

test('who answered is told, or that nobody did', () => {
  const { document } = fold(asking({}), {
    type: 'QuestionAnswered',
    by: bob,
    question: 'Q-1',
    text: 'SQLite',
  });
  expect(words(narrate({ type: 'Answered', question: 'Q-1' }, document))).toMatch(
    /Answered by .*bob.*SQLite/s,
  );
  const late = { ...context, now: context.now + context.rules.questionWaitMs };
  const left = foldIn(late, asking({ fallback: 'Postgres' }), { type: 'WakeDue' }).document;
  expect(words(narrate({ type: 'Answered', question: 'Q-1' }, left))).toMatch(/nobody answered.*Postgres/s);
});

test('the card shows what is asked and what people can do, and that a plain reply answers it', () => {
  const card = words(statusCard(asking({ options: ['Postgres', 'SQLite'], fallback: 'SQLite' })));
  expect(card).toContain('Postgres or SQLite? (1: Postgres · 2: SQLite) Until');
  expect(card).toContain('then the answer is “SQLite”');
  expect(card).toContain('/goal answer G-1 TEXT answers Q-1');
  expect(card).toContain('a plain reply answers Q-1');
  expect(words(statusCard(asking({}, {})))).toContain('other replies are not read');
  expect(words(statusCard(asking({}, {})))).toContain('/goal answer G-1 Q-2 TEXT');
});

const controls = (options: string[]) => {
  const { blocks } = narrate({ type: 'Asked', question: 'Q-1' }, asking({ options }));
  return {
    choice: blocks.find((block) => block.type === 'choice'),
    buttons: blocks.flatMap((block) => (block.type === 'buttons' ? block.buttons : [])),
  };
};

test('few short options are pressed, and other words have a form', () => {
  const { buttons, choice } = controls(['Postgres', 'SQLite']);
  expect(buttons.map(({ act, label }) => [act, label])).toEqual([
    ['answer/G-1/Q-1/1', 'Postgres'],
    ['answer/G-1/Q-1/2', 'SQLite'],
    ['form/answer/G-1/Q-1', 'Other words…'],
  ]);
  expect(choice).toBeUndefined();
  expect(controls([]).buttons.map(({ label }) => label)).toEqual(['Answer…']);
});

test('many or long options are a choice', () => {
  const { buttons, choice } = controls(['x'.repeat(200), 'short']);
  expect(choice).toMatchObject({
    act: 'answer/G-1/Q-1',
    options: [{ value: '1' }, { value: '2', label: '2 short' }],
  });
  expect(buttons.map(({ act }) => act)).toEqual(['form/answer/G-1/Q-1']);
  const { choice: many } = controls(Array.from({ length: 10 }, (_, at) => `option ${at}`));
  expect(many).toMatchObject({ options: { length: 10 } });
  expect(
    ContentSchema.safeParse(
      narrate({ type: 'Asked', question: 'Q-1' }, asking({ options: ['x'.repeat(200)] })),
    ).success,
  ).toBe(true);
});
