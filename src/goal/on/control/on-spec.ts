import { isTerminal } from '../../../domain/goal.ts';
import { record, type Draft } from '../../draft.ts';

/** The worktree is gone; a goal that goes on gets it again. */
export function onWorkspaceEvicted(draft: Draft): void {
  const { goal, context } = draft;
  if (!isTerminal(goal.state)) return;
  goal.evicted = { at: context.now };
  record(draft, 'decision', { what: 'worktree removed' });
}
