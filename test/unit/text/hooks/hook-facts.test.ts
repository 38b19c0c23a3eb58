import { expect, test } from 'vitest';
import { chainResult, hookBody, hookEvent, hookVariables } from '../../../../src/text/hooks/hook-facts.ts';
import { allHostile, unseen } from '../../../support/core/hostile-text.ts';
import { sampleGoal } from '../../../support/core/sample-goal.ts';
import { doneGoal } from '../../../support/core/stages.ts';

const act = { hook: 'H-1', on: 'done', run: 1, turn: 1 } as const;

test('what is told of a goal names it, how it stands and what came of it', () => {
  expect(JSON.parse(hookBody(doneGoal(), act))).toMatchObject({
    event: 'goal.done',
    delivery: 'hook/G-1/1/done/1/H-1',
    hook: 'H-1',
    goal: {
      handle: 'G-1',
      state: 'done',
      project: 'shop',
      verified: 'verified',
      sha: 'd'.repeat(40),
      delivery: 'pushed',
      summary: 'Done.',
      dispatcher: 'alice',
    },
  });
  expect(hookEvent({ on: 'waiting' })).toBe('goal.waiting');
});

test('variables are one line each, whatever people and agents wrote', () => {
  const goal = sampleGoal({}, { title: allHostile, text: allHostile });
  const values = Object.values(hookVariables(goal, act));
  expect(values.filter((value) => unseen.test(value) || value.includes('\n'))).toEqual([]);
  expect(hookVariables(goal, act)).toMatchObject({
    DROVER_GOAL: 'G-1',
    DROVER_STATE: 'queued',
    DROVER_SHA: '',
  });
});

test('the next goal of a chain is told task, status and summary', () => {
  expect(chainResult(doneGoal())).toEqual({
    task: 'fix the flaky login test',
    status: 'done',
    summary: 'Done.',
  });
});
