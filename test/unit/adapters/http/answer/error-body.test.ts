import { describe, expect, it } from 'vitest';
import { errorAnswer } from '../../../../../adapters/http/answer/error-body.ts';
import { DroverError } from '../../../../../src/domain/errors.ts';

describe('answer to an error', () => {
  it('carries code, text and hint of an error for people', () => {
    expect(errorAnswer(new DroverError('STORE_FAILED', 'disk gone', 'Look at it.'))).toEqual({
      status: 503,
      body: { ok: false, code: 'STORE_FAILED', text: 'disk gone', hint: 'Look at it.' },
    });
  });

  it('tells nothing of an unexpected error', () => {
    const answer = errorAnswer(new Error('secret path'));
    expect(answer).toMatchObject({ status: 500, body: { code: 'BUG' } });
    expect(JSON.stringify(answer)).not.toContain('secret path');
  });

  it.each([400, 413, 415, 405])('explains the mistake of a sender (%i)', (statusCode) => {
    expect(errorAnswer(Object.assign(new Error('x'), { statusCode }))).toMatchObject({
      status: statusCode,
      body: { ok: false, code: 'BAD_REQUEST' },
    });
  });

  it('takes a status of 500 from anywhere for what it is', () => {
    expect(errorAnswer(Object.assign(new Error('x'), { statusCode: 502 })).status).toBe(500);
  });
});
