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
async function committed(goal: GoalDocument, stands = changed) {
  const effect = mainEffect(goal);
  if (effect?.type !== 'CommitWork') throw new Error('no commit is ordered');
  const orders: Parameters<Workspaces['commitAll']>[1][] = [];
  const workspaces: Partial<Workspaces> = {
    async commitAll(_info, commit) {
      orders.push(commit);
      return { sha: 'd', committed: true };
    },
    changes: async () => stands,
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
  return { orders, event };
}

test('what the checks judged is what is committed, and what is counted', async () => {
  const tree = 'e'.repeat(40);
  const judged = { files: 2, insertions: 5, deletions: 0, untracked: 2, commits: 0 };
  const stands = { files: 40, insertions: 900, deletions: 0, untracked: 38, commits: 1 };
  const { orders, event } = await committed({ ...accepted(), evaluatedTree: tree, diff: judged }, stands);
  expect(orders).toMatchObject([{ tree }]);
  expect(event).toMatchObject({
    type: 'WorkCommitted',
    sha: 'd',
    changes: { files: 2, insertions: 5, deletions: 0, untracked: 0, commits: 1 },
  });
});

test('where nobody named a tree, the worktree is committed as it stands', async () => {
  const { evaluatedTree: _none, ...goal } = accepted();
  const { orders, event } = await committed(goal);
  expect(orders[0]).not.toHaveProperty('tree');
  expect(event).toMatchObject({ changes: changed });
});
