import { record, type Draft } from '../../draft.ts';
import type { EventOf } from '../../events.ts';
import { bookHelper } from '../../moves/book-helper.ts';

/** Who works is settled; the worktree comes next. */
export function onAgentChosen(draft: Draft, { agent, why, usage }: EventOf<'AgentChosen'>): void {
  const { goal } = draft;
  bookHelper(draft, usage);
  goal.agent = agent;
  goal.chosen = why;
  goal.next = 'prepare';
  record(draft, 'decision', { what: 'agent chosen', agent, why });
}
