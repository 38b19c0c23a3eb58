import { describe, expect, it } from 'vitest';
import { statusOf } from '../../../../../adapters/http/answer/status-of.ts';

describe('status of a refusal', () => {
  it.each([
    ['BAD_REQUEST', 400],
    ['TOKEN_REFUSED', 401],
    ['ACCESS_DENIED', 403],
    ['GOAL_NOT_FOUND', 404],
    ['VERB_UNKNOWN', 404],
    ['GOAL_ENDED', 409],
    ['NOT_BUILT', 501],
    ['STORE_FAILED', 503],
    ['SHUTTING_DOWN', 503],
    ['BUG', 500],
    ['PROJECT_UNKNOWN', 400],
    [undefined, 400],
  ] as const)('of %s is %i', (code, status) => {
    expect(statusOf(code)).toBe(status);
  });
});
