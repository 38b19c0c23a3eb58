import { describe, expect, it } from 'vitest';
import { exitCodeOf, knownCode } from '../../../../../adapters/cli/show/exit-code.ts';

describe('exit code', () => {
  it.each([
    ['WRONG_USAGE', 2],
    ['CONFIG_INVALID', 2],
    ['CONFIG_NOT_FOUND', 2],
    ['VERB_UNKNOWN', 2],
    ['PROJECT_REQUIRED', 2],
    ['NOT_BUILT', 3],
    ['NOT_RUNNING', 3],
    ['AGENT_MISSING', 3],
    ['BUG', 70],
    ['ACCESS_DENIED', 1],
    ['GOAL_ENDED', 1],
    [undefined, 1],
  ] as const)('of %s is %i', (code, exit) => {
    expect(exitCodeOf(code)).toBe(exit);
  });

  it('knows the codes of this version and no other', () => {
    expect([knownCode('NOT_BUILT'), knownCode('FROM_THE_FUTURE'), knownCode(undefined)]).toEqual([
      'NOT_BUILT',
      undefined,
      undefined,
    ]);
  });
});
