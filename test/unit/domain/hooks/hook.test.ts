import { expect, test } from 'vitest';
import { goalOfHookKey, hookKey } from '../../../../src/domain/hooks/hook.ts';
import { goalIdOf } from '../../../../src/domain/ids.ts';

test('an act is named by its goal, run, moment, turn and hook, within 200 characters', () => {
  const act = { hook: 'project/tell-ci', on: 'progress', run: 2, turn: 7 } as const;
  expect(hookKey(goalIdOf(3), act)).toBe('hook/G-3/2/progress/7/project/tell-ci');
  const longest = {
    hook: `project/${'x'.repeat(40)}/cancelled`,
    on: 'cancelled',
    run: 99_999,
    turn: 99_999,
  } as const;
  expect(hookKey(goalIdOf(999_999_999), longest).length).toBeLessThan(200);
});

test('the goal can be read off the key, and off no other key', () => {
  expect(goalOfHookKey('hook/G-3/2/progress/7/project/tell-ci')).toBe('G-3');
  expect(['G-3/notice/1', 'hook/G-0/1', 'hook', 'report/G-3'].map(goalOfHookKey)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
