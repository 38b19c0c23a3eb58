import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../src/config/config.ts';
import { errorOfProblems } from '../../../src/config/problem-report.ts';

const problem = (over: Partial<Problem>): Problem => ({
  code: 'CONFIG_INVALID',
  path: 'PORT',
  value: '70000',
  message: 'is too big',
  hint: 'Use 8787.',
  ...over,
});

describe('report of problems', () => {
  it('is that problem when there is one', () => {
    expect(errorOfProblems([problem({})])).toMatchObject({
      code: 'CONFIG_INVALID',
      message: 'PORT = 70000: is too big',
      hint: 'Use 8787.',
    });
  });

  it('lists every problem with its value and hint', () => {
    const error = errorOfProblems([
      problem({}),
      problem({ path: 'x.y', code: 'NOT_BUILT', hint: 'Take it out.' }),
    ]);
    expect(error.code).toBe('CONFIG_INVALID');
    expect(error.message).toBe(
      '2 problems in the configuration\nPORT = 70000: is too big\n  → Use 8787.\nx.y = 70000: is too big\n  → Take it out.',
    );
  });

  it('bears the code that all problems share', () => {
    const unbuilt = problem({ code: 'NOT_BUILT' });
    expect(errorOfProblems([unbuilt, unbuilt]).code).toBe('NOT_BUILT');
    expect(errorOfProblems([problem({ code: 'CONFIG_NOT_FOUND' })]).code).toBe('CONFIG_NOT_FOUND');
  });
});
