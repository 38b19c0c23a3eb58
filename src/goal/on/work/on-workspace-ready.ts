import { record, type Draft } from '../../draft.ts';
import type { EventOf } from '../../events.ts';
import { orderBaseline } from '../../moves/beside/order-baseline.ts';

/** The worktree stands: the baseline starts beside the first turn, which begins with a checkpoint. */
export function onWorkspaceReady(draft: Draft, event: EventOf<'WorkspaceReady'>): void {
  const { goal } = draft;
  goal.workspace = event.workspace;
  delete goal.evicted;
  goal.criteria = [...event.criteria];
  if (event.pinned !== undefined) goal.pinned = event.pinned;
  goal.state = 'running';
  goal.next = 'checkpoint';
  orderBaseline(draft);
  record(draft, 'decision', {
    what: 'workspace ready',
    branch: event.workspace.branch,
    base: event.workspace.base,
    baseSha: event.workspace.baseSha,
    criteria: goal.criteria,
    pinned: goal.pinned,
  });
}
