import { DroverError } from '../../domain/errors.ts';
import type { DiffStat } from '../../domain/turn.ts';
import type { RunTurnEffect } from '../../goal/effects.ts';
import type { GoalEvent, TurnFinished } from '../../goal/events.ts';
import type { Agent, TurnResult } from '../../ports/agent.ts';
import { turnPrompt } from '../../text/turn-prompt.ts';
import { followProgress } from './follow-progress.ts';
import { shutdown, tagOf, type Performance } from './performer.ts';
import { workspaceOf, workspaceRequest } from './workspace-request.ts';

/**
 * Starts the agent for one turn, or finds out what became of a process that an earlier life of drover started:
 * a turn is never run a second time without a row of its own.
 */
export async function runTurn(performance: Performance<RunTurnEffect>): Promise<GoalEvent | undefined> {
  const { effect, goal, tools } = performance;
  const agent = agentOf(performance);
  if (effect.started !== undefined) {
    const folder = await tools.turnFolder(goal, effect.started.seq);
    return finished(performance, await agent.recover({ folder, session: effect.session }), 0, true);
  }
  const seq = goal.seq + 1;
  if (!(await performance.report({ type: 'TurnStarted', effectId: effect.id, seq }))) return undefined;
  const prompt = turnPrompt(goal, effect, await promptFacts(performance));
  const result = await startAgent(performance, agent, seq, prompt);
  return finished(performance, result, Buffer.byteLength(prompt), performance.signal.reason === shutdown);
}

function agentOf({ goal, tools }: Performance<RunTurnEffect>): Agent {
  const agent = tools.agents.get(goal.spec.agent);
  if (agent !== undefined) return agent;
  throw new DroverError(
    'AGENT_UNKNOWN',
    `the agent “${goal.spec.agent}” is not configured any more`,
    `Configured: ${[...tools.agents.keys()].join(', ')}.`,
  );
}

/** Files in which projects tell agents how to work, best known first. */
const instructionFiles = ['AGENTS.md', 'CLAUDE.md', 'CONTRIBUTING.md'];

async function promptFacts({ goal, tools, signal }: Performance<RunTurnEffect>) {
  const names = await tools.workspaces.listBase(workspaceRequest(goal), workspaceOf(goal).baseSha, signal);
  const file = instructionFiles.find((name) => names.includes(name));
  return file === undefined ? {} : { instructions: { file } };
}

async function startAgent(
  performance: Performance<RunTurnEffect>,
  agent: Agent,
  seq: number,
  prompt: string,
): Promise<TurnResult> {
  const { effect, goal, tools, signal } = performance;
  const limits = tools.limits(goal.spec.agent);
  const folder = await tools.turnFolder(goal, seq);
  const progress = followProgress(performance, folder);
  const result = await agent.runTurn(
    {
      tag: tagOf(tools, goal, String(seq)),
      prompt,
      session: effect.session,
      workspace: workspaceOf(goal).path,
      folder,
      allowedCommands: goal.criteria.flatMap((criterion) =>
        criterion.kind === 'shell' ? [criterion.command] : [],
      ),
      limits: { ...limits, turnMs: Math.min(limits.turnMs, effect.wallLeftMs ?? limits.turnMs) },
      onEvent: progress.onEvent,
      ...(goal.spec.model === undefined ? {} : { model: goal.spec.model }),
    },
    signal,
  );
  await progress.settled();
  return result;
}

async function finished(
  performance: Performance<RunTurnEffect>,
  result: TurnResult,
  promptBytes: number,
  byRestart: boolean,
): Promise<TurnFinished> {
  const { effect } = performance;
  const { outcome, failure } = judge(result, byRestart);
  const diff = await changesOf(performance);
  return {
    type: 'TurnFinished',
    effectId: effect.id,
    outcome,
    usage: result.usage,
    text: result.text,
    denials: result.denials,
    promptBytes,
    ...(diff === undefined ? {} : { diff }),
    ...(failure === undefined ? {} : { failure }),
    ...(result.session === undefined ? {} : { session: result.session }),
    ...(result.sessionCostUsd === undefined ? {} : { sessionCostUsd: result.sessionCostUsd }),
  };
}

/**
 * The turn is over: its changes are counted even when the order was withdrawn meanwhile. A worktree that cannot be read
 * must not lose what the turn cost; the next order that needs it says what is wrong.
 */
async function changesOf({
  runtime,
  goal,
  tools,
}: Performance<RunTurnEffect>): Promise<DiffStat | undefined> {
  try {
    return await tools.workspaces.changes(workspaceOf(goal), new AbortController().signal);
  } catch (error) {
    runtime.logger.warn({ err: error, goal: goal.id }, 'the changes of a turn could not be counted');
    return undefined;
  }
}

/** A turn that ended because drover went away has crashed through no fault of the agent. */
function judge(result: TurnResult, byRestart: boolean): Pick<TurnFinished, 'outcome' | 'failure'> {
  if (!byRestart || result.outcome === 'finished')
    return { outcome: result.outcome, ...(result.failure === undefined ? {} : { failure: result.failure }) };
  if (result.outcome === 'failed' && result.failure !== undefined && result.failure.kind !== 'crashed')
    return { outcome: 'failed', failure: result.failure };
  return {
    outcome: 'failed',
    failure: { kind: 'crashed', message: 'drover was restarted while the turn ran', byRestart: true },
  };
}
