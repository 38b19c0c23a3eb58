import { expect, test } from 'vitest';
import { AnswerLineSchema, parseJson, QuestionLineSchema } from '../../../../adapters/mcp/protocol.ts';

test('what is no JSON has no value', () => {
  expect(parseJson('{"a": 1}')).toEqual({ a: 1 });
  for (const line of ['', '{', 'undefined', '{"a": 1}x']) expect(parseJson(line)).toBeUndefined();
});

test('a question has a turn, a token, a call and words of its own; options may be left out', () => {
  const line = { tag: 'home/G-1/1-1', token: 't', call: 'c', ask: { question: ' Which? ' } };
  expect(QuestionLineSchema.parse(line).ask).toEqual({ question: 'Which?', options: [] });
  for (const key of Object.keys(line))
    expect(QuestionLineSchema.safeParse({ ...line, [key]: undefined }).success).toBe(false);
});

test('an answer of another kind is none', () => {
  expect(AnswerLineSchema.safeParse({ is: 'answered', text: 'yes' }).success).toBe(true);
  expect(AnswerLineSchema.safeParse({ is: 'maybe' }).success).toBe(false);
  expect(AnswerLineSchema.safeParse(undefined).success).toBe(false);
});
