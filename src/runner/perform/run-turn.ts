import { DroverError } from '../../domain/errors.ts';
import { noUsage } from '../../domain/turn.ts';
import type { RunTurnEffect } from '../../goal/effects.ts';
import type { GoalEvent } from '../../goal/events.ts';
import type { Agent, TurnLeft, TurnRequest, TurnResult } from '../../ports/agent.ts';
import { followProgress } from './follow-progress.ts';
import { readFolders } from './turn/bring-files.ts';
import { makePrompt } from './turn/make-prompt.ts';
import { shutdown, tagOf, type Performance } from './performer.ts';
import { reportTurn } from './report-turn.ts';
import { workspaceOf } from './workspace-request.ts';

/**
 * Starts the agent for one turn, or goes on with a process that an earlier life of drover started: a turn is never run a
 * second time without a row of its own. undefined: nothing is to be reported, because the order was withdrawn, or
 * because drover goes away and the process goes on without it.
 */
export async function runTurn(performance: Performance<RunTurnEffect>): Promise<GoalEvent | undefined> {
  const { effect, tools } = performance;
  if (effect.started !== undefined && !tools.agents.has(effect.agent.name))
    return reportTurn(performance, gone(effect.agent.name), { seq: effect.started.seq, byRestart: false });
  const agent = agentOf(performance);
  if (effect.started !== undefined) return goOn(performance, agent, effect.started.seq);
  const seq = performance.goal.seq + 1;
  const { prompt, recalled, missing } = await makePrompt(performance);
  const begun = await performance.report({
    type: 'TurnStarted',
    effectId: effect.id,
    seq,
    promptBytes: Buffer.byteLength(prompt),
    promptDigest: performance.tools.digest(prompt),
    ...(recalled === undefined ? {} : { recalled }),
    ...(missing === undefined ? {} : { missing }),
  });
  if (!begun) return undefined;
  const result = await withAgent(performance, { seq, prompt }, async (request) =>
    agent.runTurn(await withServer(performance, agent, request), performance.signal),
  );
  if (result.outcome === 'left') return undefined;
  return reportTurn(performance, result, { seq, byRestart: performance.signal.reason === shutdown });
}

/** Agents that can are given a tool to ask people with. */
async function withServer(
  { tools }: Performance<RunTurnEffect>,
  { capabilities }: Agent,
  request: TurnRequest,
): Promise<TurnRequest> {
  if (!capabilities.mcp) return request;
  return { ...request, mcp: await tools.asking.mcpServer(request.tag, request.folder) };
}

/** The process may have gone on all the while; the turn's log is made anew from its record. */
async function goOn(
  performance: Performance<RunTurnEffect>,
  agent: Agent,
  seq: number,
): Promise<GoalEvent | undefined> {
  await performance.report({ type: 'DroverBack' });
  const result = await withAgent(performance, { seq, prompt: '' }, (request) => {
    performance.tools.turnLog.begin(request.folder);
    return agent.attach(request, performance.signal);
  });
  if (result.outcome === 'left') return undefined;
  // An end that somebody saw is the agent's own; without a record the process went down with the machine.
  const unseen = result.exitCode === undefined && result.signal === undefined;
  return reportTurn(performance, result, {
    seq,
    byRestart: unseen || performance.signal.reason === shutdown,
  });
}

/** Nobody can go on with it: its process was ended when drover started, and its figures are not to be had. */
const gone = (name: string): TurnResult => ({
  outcome: 'failed',
  failure: { kind: 'cli-missing', message: `the agent “${name}” is not configured any more` },
  usage: noUsage,
  text: '',
  denials: [],
});

function agentOf({ effect, tools }: Performance<RunTurnEffect>): Agent {
  const { name } = effect.agent;
  const agent = tools.agents.get(name);
  if (agent !== undefined) return agent;
  throw new DroverError(
    'AGENT_UNKNOWN',
    `the agent “${name}” is not configured any more`,
    `Configured: ${[...tools.agents.keys()].join(', ')}.`,
  );
}

interface Start {
  readonly seq: number;
  readonly prompt: string;
}

async function withAgent(
  performance: Performance<RunTurnEffect>,
  { seq, prompt }: Start,
  run: (request: TurnRequest) => Promise<TurnResult | TurnLeft>,
): Promise<TurnResult | TurnLeft> {
  const { effect, goal, tools, leave } = performance;
  const { turnMs, killAfterMs, stallMs } = tools.limits(effect.agent.name);
  const folder = await tools.turnFolder(goal, seq);
  const progress = followProgress(performance, folder, stallMs);
  const { model } = effect.agent;
  try {
    return await run({
      kind: effect.kind,
      tag: tagOf(tools, goal, String(seq)),
      prompt,
      session: effect.session,
      workspace: workspaceOf(goal).path,
      folder,
      readFolders: readFolders(performance, goal),
      allowedCommands: goal.criteria.flatMap((criterion) =>
        criterion.kind === 'shell' ? [criterion.command] : [],
      ),
      limits: { killAfterMs, turnMs: Math.min(turnMs, effect.wallLeftMs ?? turnMs) },
      onEvent: progress.onEvent,
      leave,
      ...(model === undefined ? {} : { model }),
    });
  } finally {
    await progress.settled();
  }
}
