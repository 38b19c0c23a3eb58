import type { AgentChoice } from '../../domain/goal.ts';
import { agentWords } from '../../domain/goal.ts';
import { noUsage } from '../../domain/turn.ts';
import { record, type Draft } from '../draft.ts';
import type { GoalDocument } from '../state.ts';

/** Sessions that are remembered after they ended. */
const mostRemembered = 20;

type Session = NonNullable<GoalDocument['session']>;

/** The session is not resumed any more; the next turn begins a fresh one, with a summary of what was tried. */
export function retireSession(draft: Draft, why: string): void {
  const { goal } = draft;
  const { session } = goal;
  if (session === undefined) return;
  const { agent, id, createdAt, lastActiveAt } = session;
  goal.pastSessions = [...goal.pastSessions, { agent, id, createdAt, lastActiveAt, why }].slice(
    -mostRemembered,
  );
  delete goal.session;
  record(draft, 'decision', { what: 'session retired', session: id, why });
}

/** The session of the next turn: the one there is, or a new one under an id that is chosen before its start. */
export function sessionOf(draft: Draft): Session {
  const { goal, context } = draft;
  retireStale(draft);
  goal.session ??= {
    agent: goal.agent.name,
    id: context.uuid,
    started: false,
    totals: noUsage,
    createdAt: context.now,
    lastActiveAt: context.now,
    turns: 0,
  };
  return goal.session;
}

function retireStale(draft: Draft): void {
  const { goal, context } = draft;
  const { session } = goal;
  const { idleMs, ageMs } = context.rules.session;
  if (session === undefined) return;
  if (context.now - session.lastActiveAt > idleMs) retireSession(draft, 'it was idle for too long');
  else if (context.now - session.createdAt > ageMs) retireSession(draft, 'it is too old');
}

/** Another agent goes on in the same worktree, in a session of its own. */
export function handOver(draft: Draft, to: AgentChoice, why: string): void {
  const { goal } = draft;
  const from = agentWords(goal.agent);
  retireSession(draft, `handed over to ${agentWords(to)}`);
  goal.agent = to;
  goal.streak = { ...goal.streak, transient: 0, crashes: 0, overflows: 0 };
  delete goal.compaction.wanted;
  goal.news = [
    ...goal.news.filter((news) => news.type !== 'handed-over'),
    { type: 'handed-over', from, why },
  ];
  record(draft, 'decision', { what: 'handed over', from, to: agentWords(to), why });
}

/** The next agent in line that may be used now; undefined when there is none. */
export function nextAgent({ goal, context }: Draft): AgentChoice | undefined {
  const first: AgentChoice =
    goal.spec.model === undefined
      ? { name: goal.spec.agent }
      : { name: goal.spec.agent, model: goal.spec.model };
  const line = [first, ...goal.spec.fallback];
  const at = line.findIndex((choice) => choice.name === goal.agent.name && choice.model === goal.agent.model);
  const cooled = new Set(context.cooled.filter(({ until }) => until > context.now).map(({ agent }) => agent));
  return line
    .slice(at + 1)
    .find(
      ({ name, model }) =>
        !cooled.has(name) &&
        context.agents.has(name) &&
        !(name === goal.agent.name && model === goal.agent.model),
    );
}
