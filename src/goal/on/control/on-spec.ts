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

/** A hook of a person's own. */
export function onHookAdded(draft: Draft, event: EventOf<'HookAdded'>): void {
  const { goal } = draft;
  if (goal.spec.hooks.some(({ id }) => id === event.hook.id)) return;
  goal.spec.hooks = [...goal.spec.hooks, event.hook];
  record(draft, 'decision', { what: 'hook added', by: event.by, hook: event.hook.id });
}

export function onHookRemoved(draft: Draft, event: EventOf<'HookRemoved'>): void {
  const { goal } = draft;
  goal.spec.hooks = goal.spec.hooks.filter(({ id }) => id !== event.hook);
  record(draft, 'decision', { what: 'hook removed', by: event.by, hook: event.hook });
}

/** The worktree is gone; a goal that goes on gets it again. */
export function onWorkspaceEvicted(draft: Draft): void {
  const { goal, context } = draft;
  if (!isTerminal(goal.state)) return;
  goal.evicted = { at: context.now };
  record(draft, 'decision', { what: 'worktree removed' });
}
