import { expect, test } from 'vitest';
import { mainEffect } from '../../../../src/goal/draft.ts';
import type { GoalDocument } from '../../../../src/goal/state.ts';
import type { Workspaces } from '../../../../src/ports/workspace.ts';
import type { Tools } from '../../../../src/runner/perform/performer.ts';
import { commitWork } from '../../../../src/runner/perform/save-work.ts';
import { createRunnerWorld } from '../../../support/core/runner-world.ts';
import { changed, fold, runningGoal, turnFinished } from '../../../support/core/sample-goal.ts';
import { checks } from '../../../support/core/stages.ts';

const accepted = (): GoalDocument => fold(runningGoal(), turnFinished(), checks([])).document;

/** What is committed of a goal whose work was accepted. */
async function committed(goal: GoalDocument): Promise<Parameters<Workspaces['commitAll']>[1][]> {
  const effect = mainEffect(goal);
  if (effect?.type !== 'CommitWork') throw new Error('no commit is ordered');
  const orders: Parameters<Workspaces['commitAll']>[1][] = [];
  const workspaces: Partial<Workspaces> = {
    async commitAll(_info, commit) {
      orders.push(commit);
      return { sha: 'd', committed: true };
    },
    changes: async () => changed,
  };
  const never = new AbortController().signal;
  const event = await commitWork({
    runtime: createRunnerWorld().runtime,
    tools: { workspaces, identity: { name: 'drover', email: 'd@x' } } as unknown as Tools,
    effect,
    goal,
    signal: never,
    leave: never,
    report: async () => true,
  });
  expect(event).toMatchObject({ type: 'WorkCommitted', sha: 'd', changes: changed });
  return orders;
}

test('what the checks judged is what is committed', async () => {
  const tree = 'e'.repeat(40);
  expect(await committed({ ...accepted(), evaluatedTree: tree })).toMatchObject([{ tree }]);
});

test('where nobody named a tree, the worktree is committed as it stands', async () => {
  const { evaluatedTree: _none, ...goal } = accepted();
  expect((await committed(goal))[0]).not.toHaveProperty('tree');
});
