import { expect, test } from 'vitest';
import { mainEffect } from '../../../../src/goal/draft.ts';
import type { GoalDocument } from '../../../../src/goal/state.ts';
import type { TurnResult } from '../../../../src/ports/agent.ts';
import type { LeftFiles } from '../../../../src/ports/agent-door.ts';
import type { CommitFacts } from '../../../../src/ports/workspace.ts';
import type { Tools } from '../../../../src/runner/perform/performer.ts';
import { reportTurn } from '../../../../src/runner/perform/report-turn.ts';
import { createRunnerWorld } from '../../../support/core/runner-world.ts';
import { changed, fold, runningGoal, turnFailed } from '../../../support/core/sample-goal.ts';

const usage = { input: 1, output: 1, cacheRead: 0, cacheWrite: 0, wallMs: 1 };
const finished: TurnResult = { outcome: 'finished', usage, text: 'Done.', denials: [] };
const commit = (sha: string): CommitFacts => ({ sha, subject: `did ${sha}`, at: 1 });

/** What agents left, by the folder of their turn. */
const leftIn: Record<string, LeftFiles> = {};

/** The end of a goal's running turn, in a worktree with these commits since its checkpoint. */
async function report(goal: GoalDocument, commits: () => readonly CommitFacts[]) {
  const effect = mainEffect(goal);
  if (effect?.type !== 'RunTurn') throw new Error('no turn runs');
  const asked: (string | undefined)[] = [];
  const workspaces = {
    changes: async () => changed,
    commits: async (_info: unknown, since: string | undefined) => {
      asked.push(since);
      return commits();
    },
  };
  const event = await reportTurn(
    {
      runtime: createRunnerWorld().runtime,
      tools: {
        workspaces,
        bill: (_agent: unknown, used: unknown) => used,
        turnFolder: async (_goal: unknown, seq: number) => `/turns/${seq}`,
        asking: { files: { read: async (folder: string) => leftIn[folder] ?? {} } },
      } as unknown as Tools,
      effect,
      goal,
      signal: new AbortController().signal,
      leave: new AbortController().signal,
      report: async () => true,
    },
    finished,
    { seq: 1, byRestart: false },
  );
  return { event, asked, checkpoint: effect.checkpoint };
}

test('a turn is reported with the commits that were made since its checkpoint', async () => {
  const { event, asked, checkpoint } = await report(runningGoal(), () => [commit('a'), commit('b')]);
  expect(event).toMatchObject({ diff: changed, commits: [commit('a'), commit('b')] });
  expect(asked).toEqual([checkpoint]);
  expect(checkpoint).toBeDefined();
  const { document } = fold(runningGoal(), { ...event });
  expect(document.turns.at(-1)?.commits).toEqual([commit('a'), commit('b')]);
});

test('what an earlier attempt reported is not reported again', async () => {
  const goal = runningGoal();
  const crashed = fold(goal, {
    ...turnFailed({ kind: 'crashed', message: 'x' }),
    commits: [commit('a')],
  } as Parameters<typeof fold>[1]).document;
  const { event } = await report({ ...goal, turns: crashed.turns }, () => [commit('a'), commit('b')]);
  expect(event.commits).toEqual([commit('b')]);
});

test('the newest fifty are kept', async () => {
  const many = [...Array(60).keys()].map((number) => commit(String(number)));
  const { event } = await report(runningGoal(), () => many);
  expect(event.commits).toEqual(many.slice(10));
});

test('a worktree that cannot be read does not lose what the turn cost', async () => {
  const { event } = await report(runningGoal(), () => {
    throw new Error('gone');
  });
  expect(event).toMatchObject({ outcome: 'finished', usage });
  expect(event).not.toHaveProperty('commits');
});

test('what the agent left in the files of its turn is told with the turn', async () => {
  const question = { call: 'file/1-1', text: 'Which one?', options: [] };
  leftIn['/turns/1'] = { question, summary: 'Half is done.' };
  const { event } = await report(runningGoal(), () => []);
  expect(event).toMatchObject({ questionFile: question, summaryFile: 'Half is done.' });
  delete leftIn['/turns/1'];
});
