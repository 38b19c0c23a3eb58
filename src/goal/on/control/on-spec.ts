import { isTerminal } from '../../../domain/goal.ts';
import { record, type Draft } from '../../draft.ts';
import type { EventOf } from '../../events.ts';

/** What was asked for is another thing now; the agent is told with its next turn. */
export function onSpecEdited(draft: Draft, event: EventOf<'SpecEdited'>): void {
  const { goal } = draft;
  if (isTerminal(goal.state)) return;
  const { agent: _agent, ...change } = event.change;
  goal.spec = { ...goal.spec, ...change };
  const what = Object.keys(event.change).join(', ');
  record(draft, 'decision', { what: 'edited', by: event.by, change: event.change });
  draft.notices.push({ type: 'Edited', by: event.by, what });
}

/** The worktree is gone; a goal that goes on gets it again. */
export function onWorkspaceEvicted(draft: Draft): void {
  const { goal, context } = draft;
  if (!isTerminal(goal.state)) return;
  goal.evicted = { at: context.now };
  record(draft, 'decision', { what: 'worktree removed' });
}
