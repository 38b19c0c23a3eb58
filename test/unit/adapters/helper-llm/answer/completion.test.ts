import { describe, expect, test } from 'vitest';
import { parseCompletion } from '../../../../../adapters/helper-llm/answer/completion.ts';

const said = (value: unknown) => parseCompletion(JSON.stringify(value));

describe('what a backend says', () => {
  test('text and end are those of the first choice, whole or in a chunk', () => {
    const whole = { choices: [{ message: { content: 'Yes.' }, finish_reason: 'stop' }], model: 'small' };
    expect(said(whole)).toMatchObject({ text: 'Yes.', finish: 'stop', model: 'small' });
    const chunk = { choices: [{ delta: { content: 'Ye' }, finish_reason: null }] };
    expect(said(chunk)).toMatchObject({ text: 'Ye', finish: undefined });
  });

  test('cached tokens are part of the prompt, and counted apart', () => {
    const usage = { prompt_tokens: 100, completion_tokens: 7, prompt_tokens_details: { cached_tokens: 60 } };
    expect(said({ usage })?.usage).toMatchObject({ input: 40, cacheRead: 60, output: 7 });
  });

  test('odd figures count as none instead of spoiling the answer', () => {
    expect(said({ usage: 'many' })?.usage).toBeUndefined();
    expect(said({ usage: { prompt_tokens: 'x', prompt_tokens_details: null } })?.usage).toMatchObject({
      input: 0,
      output: 0,
    });
    expect(
      said({ usage: { prompt_tokens: 5, prompt_tokens_details: { cached_tokens: 9 } } })?.usage,
    ).toMatchObject({ input: 0, cacheRead: 5 });
  });

  test.each(['', '<html>', '"text"', '[1]', '{"choices": "none"}'])('%j is no completion', (text) => {
    expect(parseCompletion(text)).toBeUndefined();
  });
});
