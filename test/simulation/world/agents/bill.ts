import { addUsage, noUsage, usageSince, type Usage } from '../../../../src/domain/turn.ts';
import type { TurnRequest, TurnResult } from '../../../../src/ports/agent.ts';
import type { AgentProcess, World } from '../shape/world-shape.ts';

/** The process used something: it counts for the turn, and for the session where there is one. */
export function spend(world: World, process: AgentProcess, share: number): void {
  const { tokens, dollars } = process.conduct;
  const part: Usage = {
    ...noUsage,
    input: Math.round(tokens * share),
    cacheRead: Math.round(tokens * share * 2),
    output: 5,
    ...(process.kind.costs ? { costUsd: dollars * share } : {}),
  };
  process.spent = addUsage(process.spent, part);
  const session = world.sessions.get(process.session ?? '');
  if (session !== undefined) session.used = addUsage(session.used, part);
}

/**
 * What the row of this start has to say, reckoned from what the session really used and what was told of it before. It
 * does not look at what drover passed on: that is what is tried here.
 */
export function settleBill(world: World, process: AgentProcess): void {
  const session = world.sessions.get(process.session ?? '');
  const wallMs = process.endedAt - process.startedAt;
  const { costUsd: _cost, ...tokens } = process.spent;
  process.due = { ...tokens, wallMs };
  if (process.kind.figures === 'turn') process.due = { ...process.spent, wallMs };
  if (session === undefined || process.kind.figures === 'turn' || !tellsTotals(process)) return;
  const news = usageSince(session.used, session.told);
  if (process.kind.figures === 'totals') process.due = { ...news, wallMs };
  else process.due = { ...process.due, costUsd: news.costUsd ?? 0 };
  session.told = session.used;
  process.totals =
    process.kind.figures === 'totals' ? session.used : { ...noUsage, costUsd: session.used.costUsd ?? 0 };
}

/** Dollars of the session stand in the last words of a turn; tokens of the session all along its stream. */
const tellsTotals = ({ kind, ending, spent }: AgentProcess): boolean =>
  kind.figures === 'totals' ? spent.input > 0 : ending?.lastWords === true;

/** The figures of a process that ended, as an adapter tells them to whoever asks, from what it was given for the turn. */
export function figuresOf(
  process: AgentProcess,
  { totals: before }: TurnRequest['session'],
): Pick<TurnResult, 'usage' | 'sessionTotals'> {
  const wallMs = process.endedAt - process.startedAt;
  const { costUsd: _cost, ...tokens } = process.spent;
  const { totals } = process;
  if (process.kind.figures === 'turn') return { usage: { ...process.spent, wallMs } };
  if (totals === undefined) return { usage: { ...tokens, wallMs } };
  if (process.kind.figures === 'totals')
    return { usage: { ...usageSince(totals, before), wallMs }, sessionTotals: totals };
  const costUsd = (totals.costUsd ?? 0) - (before.costUsd ?? 0);
  return { usage: { ...tokens, wallMs, costUsd }, sessionTotals: totals };
}
