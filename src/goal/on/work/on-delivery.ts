import { record, type Draft } from '../../draft.ts';
import { endRun } from '../../moves/end-run.ts';
import type { EventOf } from '../../events.ts';
import type { GoalDocument } from '../../state.ts';

/** The accepted work is a commit; it is delivered, or the run is done. */
export function onWorkCommitted(draft: Draft, event: EventOf<'WorkCommitted'>): void {
  const { goal } = draft;
  goal.sha = event.sha;
  goal.diff = event.changes;
  const nothingToDeliver = event.sha === goal.workspace?.baseSha;
  if (goal.spec.deliver === 'none' || nothingToDeliver) return finish(draft);
  goal.next = 'deliver';
  goal.delivery = { state: 'pending' };
  record(draft, 'delivery', { state: 'pending', sha: event.sha });
}

export function onBranchDelivered(draft: Draft, event: EventOf<'BranchDelivered'>): void {
  const { goal } = draft;
  goal.delivery = { state: 'pushed', ref: event.ref };
  record(draft, 'delivered', { state: 'pushed', ref: event.ref, sha: goal.sha });
  finish(draft);
}

const finish = (draft: Draft): void => endRun(draft, 'done', { reason: reasonOf(draft.goal) });

function reasonOf(goal: GoalDocument): string {
  if (goal.sha === goal.workspace?.baseSha) return 'nothing had to be changed';
  if (goal.verified === 'partly verified') return 'finished; the checks prove a part of it';
  return goal.verified === 'unverified' ? 'finished; no check could prove it' : 'all checks pass';
}
