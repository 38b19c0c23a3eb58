import { agentWords, type AgentChoice } from '../../../domain/goal.ts';
import { record, type Draft } from '../../draft.ts';
import type { EventOf } from '../../events.ts';
import { bookHelper } from '../../moves/book-helper.ts';
import type { GoalDocument } from '../../state.ts';

/** Who works is settled; the worktree comes next. Whom a person named meanwhile stays. */
export function onAgentChosen(draft: Draft, { agent, why, usage }: EventOf<'AgentChosen'>): void {
  const { goal } = draft;
  bookHelper(draft, usage);
  goal.next = 'prepare';
  if (agentWords(goal.agent) !== agentWords(askedFor(goal))) return;
  goal.agent = agent;
  goal.spec = specWith(goal, agent);
  goal.chosen = why;
  record(draft, 'decision', { what: 'agent chosen', agent, why });
}

const askedFor = ({ spec }: GoalDocument): AgentChoice =>
  spec.model === undefined ? { name: spec.agent } : { name: spec.agent, model: spec.model };

/** As if it had been asked for, so that those who take over from it are the others. */
function specWith({ spec }: GoalDocument, { name, model }: AgentChoice): GoalDocument['spec'] {
  const { model: _, ...rest } = spec;
  const fallback = spec.fallback.filter((other) => agentWords(other) !== agentWords({ name, model }));
  return { ...rest, agent: name, ...(model === undefined ? {} : { model }), fallback };
}
