import type { DiffStat } from '../../domain/turn.ts';
import type { RunTurnEffect } from '../../goal/effects.ts';
import type { TurnFinished } from '../../goal/events.ts';
import type { TurnResult } from '../../ports/agent.ts';
import type { LeftFiles } from '../../ports/agent-door.ts';
import type { Performance } from './performer.ts';
import { workspaceOf } from './workspace-request.ts';

/** Which start of an agent has ended, and whether drover's own end was the reason. */
interface Ended {
  readonly seq: number;
  readonly byRestart: boolean;
}

/** The fact that a turn is over, with everything that is known of it. */
export async function reportTurn(
  performance: Performance<RunTurnEffect>,
  result: TurnResult,
  { seq, byRestart }: Ended,
): Promise<TurnFinished> {
  const { effect, tools } = performance;
  const { outcome, failure } = judge(result, byRestart);
  const [diff, commits] = [await changesOf(performance), await commitsOf(performance)];
  const { question, summary } = await filesOf(performance, seq);
  return {
    type: 'TurnFinished',
    effectId: effect.id,
    outcome,
    usage: tools.bill(effect.agent, result.usage),
    text: result.text,
    denials: result.denials,
    ...(diff === undefined ? {} : { diff }),
    ...(commits === undefined ? {} : { commits }),
    ...(question === undefined ? {} : { questionFile: question }),
    ...(summary === undefined ? {} : { summaryFile: summary }),
    ...(failure === undefined ? {} : { failure }),
    ...(result.session === undefined ? {} : { session: result.session }),
    ...(result.sessionTotals === undefined ? {} : { sessionTotals: result.sessionTotals }),
    ...(result.context === undefined ? {} : { context: result.context }),
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

/** What a work turn left for drover; its process is gone, so nobody writes there any more. */
async function filesOf(
  { runtime, effect, goal, tools }: Performance<RunTurnEffect>,
  seq: number,
): Promise<LeftFiles> {
  if (effect.kind !== 'work') return {};
  try {
    return await tools.asking.files.read(await tools.turnFolder(goal, seq));
  } catch (error) {
    runtime.logger.warn({ err: error, goal: goal.id }, 'what a turn left for drover could not be read');
    return {};
  }
}

/** More than one turn's row has room for; where there are more, the newest are kept. */
const mostCommits = 50;

/**
 * Commits that were not there when the turn's checkpoint was made, and that no earlier attempt of it has reported. None of
 * a compaction, which has no checkpoint.
 */
async function commitsOf({
  runtime,
  effect,
  goal,
  tools,
}: Performance<RunTurnEffect>): Promise<TurnFinished['commits']> {
  if (effect.checkpoint === undefined) return undefined;
  try {
    const signal = new AbortController().signal;
    const made = await tools.workspaces.commits(workspaceOf(goal), effect.checkpoint, signal);
    const known = new Set(goal.turns.flatMap(({ commits }) => commits ?? []).map(({ sha }) => sha));
    return made.filter(({ sha }) => !known.has(sha)).slice(-mostCommits);
  } catch (error) {
    runtime.logger.warn({ err: error, goal: goal.id }, 'the commits of a turn could not be told');
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
