import { describe, expect, test } from 'vitest';
import { fieldsOf, formFor, giveUpForm } from '../../../../../adapters/helper-llm/call/forms.ts';

const shape = { name: 'goal', jsonSchema: { type: 'object' } };

describe('how an answer is asked for', () => {
  test('a form that a model does not know is not tried again with it, and with others it is', () => {
    const unfit = new Set<string>();
    expect(formFor(unfit, 'small', true)).toBe('json-schema');
    expect(giveUpForm(unfit, 'small', 'json-schema')).toBe(true);
    expect(formFor(unfit, 'small', true)).toBe('json-object');
    expect(giveUpForm(unfit, 'small', 'json-object')).toBe(true);
    expect(formFor(unfit, 'small', true)).toBe('json-words');
    expect(formFor(unfit, 'large', true)).toBe('json-schema');
    expect(formFor(unfit, 'small', false)).toBe('stream-with-usage');
  });

  test('behind the simplest form there is none', () => {
    const unfit = new Set<string>();
    expect(giveUpForm(unfit, 'small', 'json-words')).toBe(false);
    expect(giveUpForm(unfit, 'small', 'stream')).toBe(false);
    expect(unfit).toEqual(new Set());
  });

  test('each form has its fields', () => {
    expect(fieldsOf('json-schema', shape)).toEqual({
      response_format: { type: 'json_schema', json_schema: { name: 'goal', schema: { type: 'object' } } },
    });
    expect(fieldsOf('json-object', shape)).toEqual({ response_format: { type: 'json_object' } });
    expect(fieldsOf('json-words', shape)).toEqual({});
    expect(fieldsOf('stream-with-usage', undefined)).toEqual({
      stream: true,
      stream_options: { include_usage: true },
    });
    expect(fieldsOf('stream', undefined)).toEqual({ stream: true });
  });
});
