import { expect, test } from 'vitest';
import type { GoalEvent } from '../../../../src/goal/events.ts';
import { mainEffect } from '../../../../src/goal/draft.ts';
import type { GoalDocument } from '../../../../src/goal/state.ts';
import type { Usage } from '../../../../src/domain/turn.ts';
import type { Agent, TurnLeft, TurnRequest, TurnResult } from '../../../../src/ports/agent.ts';
import type { Performance, Tools } from '../../../../src/runner/perform/performer.ts';
import { runTurn } from '../../../../src/runner/perform/run-turn.ts';
import type { RunTurnEffect } from '../../../../src/goal/effects.ts';
import { createRunnerWorld } from '../../../support/core/runner-world.ts';
import {
  alice,
  changed,
  checked,
  checkpointed,
  fold,
  ready,
  red,
  runningGoal,
  sampleGoal,
  turnFinished,
} from '../../../support/core/sample-goal.ts';

const usage = { input: 7, output: 1, cacheRead: 0, cacheWrite: 0, wallMs: 10 };
const finished: TurnResult = { outcome: 'finished', usage, text: 'Done.', denials: [], session: 's1' };

interface Trial {
  readonly requests: TurnRequest[];
  /** Folders of turns that were gone on with. */
  readonly attached: string[];
  /** Folders whose log was made anew. */
  readonly begun: string[];
  readonly reported: GoalEvent[];
  readonly performance: Performance<RunTurnEffect>;
}

/** One turn of a goal, with an agent that answers `result`, and a worktree that may be gone. */
function tryTurn(
  goal: GoalDocument,
  result: TurnResult | TurnLeft,
  more: { gone?: boolean; reason?: string } = {},
): Trial {
  const { runtime } = createRunnerWorld();
  const effect = mainEffect(goal);
  if (effect?.type !== 'RunTurn') throw new Error('no turn is ordered');
  const requests: TurnRequest[] = [];
  const attached: string[] = [];
  const begun: string[] = [];
  const reported: GoalEvent[] = [];
  const abort = new AbortController();
  const agent: Partial<Agent> = {
    capabilities: { mcp: false } as Agent['capabilities'],
    async runTurn(request) {
      requests.push(request);
      if (more.reason !== undefined) abort.abort(more.reason);
      return result;
    },
    async attach({ folder }) {
      attached.push(folder);
      return result;
    },
  };
  const tools = {
    homeId: 'home',
    agents: new Map([['claude', agent]]),
    limits: () => ({ turnMs: 60_000, killAfterMs: 1500, stallMs: 600_000 }),
    bill: (_agent: unknown, used: Usage) => used,
    digest: () => 'd1',
    turnFolder: async (_goal: unknown, seq: number) => `/turns/${seq}`,
    turnLog: { begin: (folder: string) => begun.push(folder), append: () => {}, tail: async () => '' },
    progressMs: 1000,
    workspaces: {
      listBase: async () => ['README.md', 'CLAUDE.md', 'AGENTS.md'],
      changes: () =>
        more.gone === true ? Promise.reject(new Error('no worktree')) : Promise.resolve(changed),
    },
  } as unknown as Tools;
  const report = async (event: GoalEvent) => reported.push(event) > 0;
  return {
    requests,
    attached,
    begun,
    reported,
    performance: {
      runtime,
      tools,
      effect,
      goal,
      signal: abort.signal,
      leave: new AbortController().signal,
      report,
    },
  };
}

const ordered = (): GoalDocument => fold(sampleGoal({ wallMs: 30_000 }), ...ready).document;

test('the start is stored before the agent is started, under the tag and number that are stored', async () => {
  const { performance, reported, requests } = tryTurn(ordered(), finished);
  const event = await runTurn(performance);
  const promptBytes = Buffer.byteLength(requests[0]?.prompt ?? '');
  expect(reported).toMatchObject([{ type: 'TurnStarted', seq: 1, promptBytes, promptDigest: 'd1' }]);
  expect(requests).toMatchObject([{ tag: 'home/G-1/1-1', folder: '/turns/1', workspace: '/worktrees/G-1' }]);
  expect(event).toMatchObject({
    type: 'TurnFinished',
    outcome: 'finished',
    usage,
    diff: changed,
    session: 's1',
  });
});

test('the agent gets its prompt, the checks it may run, and the nearer of its limits', async () => {
  const { performance, requests } = tryTurn(ordered(), finished);
  await runTurn(performance);
  const [request] = requests;
  expect(request?.prompt).toContain('Read AGENTS.md first');
  expect(request?.allowedCommands).toEqual(['npm test']);
  expect(request?.limits).toEqual({ turnMs: 30_000, killAfterMs: 1500 });
});

test('an order that was withdrawn before its start starts nothing', async () => {
  const { performance, requests } = tryTurn(ordered(), finished);
  expect(await runTurn({ ...performance, report: async () => false })).toBeUndefined();
  expect(requests).toEqual([]);
});

test('a turn that an earlier life started is not started again: it is gone on with, and heard anew', async () => {
  const { performance, requests, attached, begun, reported } = tryTurn(runningGoal(), finished);
  const event = await runTurn(performance);
  expect(requests).toEqual([]);
  expect(attached).toEqual(['/turns/1']);
  expect(begun).toEqual(['/turns/1']);
  expect(reported).toEqual([{ type: 'DroverBack' }]);
  expect(event).toMatchObject({ outcome: 'finished', text: 'Done.' });
});

test('a turn that drover leaves running is not reported: the next life does that', async () => {
  const left = { outcome: 'left' } as const;
  expect(await runTurn(tryTurn(ordered(), left).performance)).toBeUndefined();
  expect(await runTurn(tryTurn(runningGoal(), left).performance)).toBeUndefined();
});

test('a compaction gets its focus instead of a prompt', async () => {
  const compacting = fold(
    runningGoal(),
    { type: 'CompactWished', by: alice, focus: 'the cache' },
    turnFinished(),
    checked([red]),
    checkpointed(2),
  ).document;
  const { performance, requests } = tryTurn(compacting, finished);
  await runTurn(performance);
  expect(requests).toMatchObject([{ kind: 'compact', prompt: expect.stringContaining('the cache') }]);
});

const crashed: TurnResult = {
  ...finished,
  outcome: 'failed',
  failure: { kind: 'crashed', message: 'no end was recorded' },
};

test('a turn that died with the machine is no failure of the agent; an end that was recorded is', async () => {
  const seen: TurnResult = { ...crashed, signal: 'SIGSEGV' };
  expect(await runTurn(tryTurn(runningGoal(), seen).performance)).not.toMatchObject({
    failure: { byRestart: true },
  });
  expect(await runTurn(tryTurn(runningGoal(), crashed).performance)).toMatchObject({
    outcome: 'failed',
    failure: { kind: 'crashed', byRestart: true },
    session: 's1',
  });
  const limited: TurnResult = { ...crashed, failure: { kind: 'rate-limited', message: '429' } };
  expect(await runTurn(tryTurn(runningGoal(), limited).performance)).toMatchObject({
    failure: { kind: 'rate-limited' },
  });
});

test('a crash while drover goes on is the agent’s own', async () => {
  const event = await runTurn(tryTurn(ordered(), crashed).performance);
  expect(event).toMatchObject({ failure: { kind: 'crashed' } });
  expect(event).not.toMatchObject({ failure: { byRestart: true } });
});

test.each([
  ['shutdown', { outcome: 'failed', failure: { kind: 'crashed', byRestart: true } }],
  ['withdrawn', { outcome: 'aborted' }],
])('a turn that drover ended because of %s is told apart', async (reason, wanted) => {
  const aborted: TurnResult = { ...finished, outcome: 'aborted' };
  expect(await runTurn(tryTurn(ordered(), aborted, { reason }).performance)).toMatchObject(wanted);
});

test('a worktree that cannot be read does not lose what the turn cost', async () => {
  const event = await runTurn(tryTurn(ordered(), finished, { gone: true }).performance);
  expect(event).toMatchObject({ type: 'TurnFinished', usage, text: 'Done.' });
  expect(event).not.toHaveProperty('diff');
});

test('an agent that is configured no more is named, with those that are', async () => {
  const goal = fold(sampleGoal({}, { agent: 'gone' }), ...ready).document;
  await expect(runTurn(tryTurn(goal, finished).performance)).rejects.toMatchObject({
    code: 'AGENT_UNKNOWN',
    hint: 'Configured: claude.',
  });
});

test('a turn that runs with an agent which is configured no more has failed, and gets its row', async () => {
  const { performance, attached, requests } = tryTurn(runningGoal(), finished);
  const tools = { ...performance.tools, agents: new Map() };
  expect(await runTurn({ ...performance, tools })).toMatchObject({
    type: 'TurnFinished',
    outcome: 'failed',
    failure: { kind: 'cli-missing', message: expect.stringContaining('claude') },
  });
  expect([...attached, ...requests]).toEqual([]);
});
