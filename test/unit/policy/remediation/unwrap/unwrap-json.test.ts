import { describe, expect, test } from 'vitest';
import { unwrapDocument, unwrapJson } from '../../../../../src/policy/remediation/unwrap/unwrap-json.ts';

/** As transcripts hold it: a text in a document, the document as text in another one, and so on. */
const wrapped = (text: string, times: number): string =>
  times === 0 ? text : JSON.stringify({ type: 'tool_result', content: wrapped(text, times - 1) });

describe('a line of a transcript', () => {
  test.each([1, 2, 3, 4, 9])('gives back what was wrapped %i times', (times) => {
    expect(unwrapJson(wrapped('File "/a.py", line 3\n\tx\nSyntaxError: bad', times))).toContain(
      'SyntaxError: bad',
    );
    expect(unwrapJson(wrapped('File "/a.py", line 3\n\tx', times))).toContain('File "/a.py", line 3');
  });

  test('may be an event of a stream', () => {
    expect(unwrapJson('data: {"error":{"message":"busy\\nvery"}}')).toEqual(['busy', 'very']);
  });

  test('that was cut is unescaped all the same', () => {
    expect(unwrapJson(String.raw`or: x\n  File \"/a.py\", line 3\nSyntaxError: bad"}]}`)).toEqual([
      'or: x',
      '  File "/a.py", line 3',
      'SyntaxError: bad"}]}',
    ]);
    expect(unwrapJson(String.raw`"text": "caf\u00e9\n1\tb",`)).toEqual(['"text": "café', '1\tb",']);
  });

  test('that ends with JSON is followed by what that says', () => {
    expect(unwrapJson('API Error: 400 {"error":{"message":"too long"}}')).toEqual([
      'API Error: 400 {"error":{"message":"too long"}}',
      'too long',
    ]);
  });

  test('that is no JSON stays as it is', () => {
    for (const line of [
      'plain',
      '{ not json',
      '[1/3]',
      String.raw`C:\new\table.cs(3,4): error`,
      String.raw`"C:\new\x"`,
      '',
    ]) {
      expect(unwrapJson(line)).toEqual([line]);
    }
  });
});

describe('a document', () => {
  test('tells numbers that mean an error, and no others', () => {
    expect(unwrapDocument('{"api_error_status":429,"duration_ms":429,"num_turns":503}')).toEqual([
      'status 429',
    ]);
    expect(unwrapDocument('{"error":{"code":503,"message":"busy"}}')).toEqual(['status 503', 'busy']);
    expect(unwrapDocument('{"code":503,"exit":true}')).toEqual([]);
    expect(unwrapDocument('{"code":3,"message":"x"}')).toEqual(['x']);
  });

  test('tells what was said, not what was typed', () => {
    expect(unwrapDocument('{"input":{"command":"cat x"},"content":"said"}')).toEqual(['said']);
    expect(unwrapDocument('{"role":"user","content":"a prompt"}')).toEqual([]);
    expect(unwrapDocument('{"role":"user","content":[{"content":"a result"}]}')).toEqual(['a result']);
  });

  test('is none when it is something else', () => {
    expect(unwrapDocument('"text"')).toBeUndefined();
    expect(unwrapDocument('{')).toBeUndefined();
    expect(unwrapDocument('12')).toBeUndefined();
  });

  test('may nest as deep as it likes', () => {
    const deep = 20_000;
    expect(unwrapDocument(`${'['.repeat(deep)}"x"${']'.repeat(deep)}`)).toEqual([]);
    expect(unwrapJson('{"a":'.repeat(deep))).toHaveLength(1);
  });
});
