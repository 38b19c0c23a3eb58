import { expect, test } from 'vitest';
import { mainEffect } from '../../../../src/goal/draft.ts';
import type { GoalEvent } from '../../../../src/goal/events.ts';
import type { Workspaces } from '../../../../src/ports/workspace.ts';
import type { DeliveryRight } from '../../../../src/domain/rules/people-rules.ts';
import type { Tools } from '../../../../src/runner/perform/performer.ts';
import { deliverBranch } from '../../../../src/runner/perform/save-work.ts';
import { createRunnerWorld } from '../../../support/core/runner-world.ts';
import { changed, fold, runningGoal, turnFinished } from '../../../support/core/sample-goal.ts';
import { checks } from '../../../support/core/stages.ts';

const committed = () => {
  const accepted = fold(runningGoal(), turnFinished(), checks([])).document;
  const order = mainEffect(accepted);
  if (order?.type !== 'CommitWork') throw new Error('no commit is ordered');
  return fold(accepted, { type: 'WorkCommitted', effectId: order.id, sha: 'd', changes: changed }).document;
};

/** Delivers work whose owner’s rights are looked up with these results, one after the other, the last for good. */
async function deliver(...rights: readonly DeliveryRight[]) {
  const goal = committed();
  const effect = mainEffect(goal);
  if (effect?.type !== 'DeliverBranch') throw new Error('no delivery is ordered');
  let asked = 0;
  let pushes = 0;
  const workspaces: Partial<Workspaces> = {
    async deliverBranch() {
      pushes += 1;
      return { ref: 'drover/g-1' };
    },
  };
  const { runtime } = createRunnerWorld();
  let slept = 0;
  const clock = {
    ...runtime.clock,
    sleep: async (ms: number) => {
      slept += ms;
    },
  };
  const never = new AbortController().signal;
  const event: GoalEvent = await deliverBranch({
    runtime: { ...runtime, clock },
    tools: {
      workspaces,
      mayDeliver: async () => rights[Math.min((asked += 1), rights.length) - 1] ?? 'yes',
    } as unknown as Tools,
    effect,
    goal,
    signal: never,
    leave: never,
    report: async () => true,
  });
  return { event, ended: fold(goal, event).document, pushes, slept };
}

test('the work of somebody who still may is pushed', async () => {
  const { event, pushes, ended } = await deliver('yes');
  expect([event.type, pushes, ended.state]).toEqual(['BranchDelivered', 1, 'done']);
});

test('the work of somebody who may not any more is kept and not pushed, and a person decides', async () => {
  const { pushes, ended } = await deliver('no');
  expect(pushes).toBe(0);
  expect(ended).toMatchObject({
    state: 'escalated',
    sha: 'd',
    delivery: { state: 'failed' },
    result: {
      code: 'ACCESS_DENIED',
      reason: 'The work is not pushed: alice may not run goals in shop any more',
    },
  });
});

test('a platform that cannot be asked for a while is asked again', async () => {
  const { event, pushes, slept } = await deliver('unknown', 'unknown', 'yes');
  expect([event.type, pushes, slept]).toEqual(['BranchDelivered', 1, 60_000]);
});

test('when it cannot be asked for ten minutes, a person decides', async () => {
  const { pushes, ended } = await deliver('unknown');
  expect(pushes).toBe(0);
  expect(ended).toMatchObject({ state: 'escalated', result: { code: 'ACCESS_UNKNOWN' } });
});
