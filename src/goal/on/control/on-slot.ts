import { record, type Draft } from '../../draft.ts';

/** A worker has room: the goal goes on where it stood. */
export function onSlotGranted(draft: Draft): void {
  const { goal, context } = draft;
  if (goal.state !== 'queued') return;
  goal.state = goal.workspace === undefined ? 'preparing' : 'running';
  if (goal.startedAt !== undefined) return;
  goal.startedAt = context.now;
  record(draft, 'goal.started', { agent: goal.spec.agent, project: goal.spec.project, branch: goal.branch });
}

/** The deadline of a wait has come. */
export function onWakeDue(draft: Draft): void {
  const { goal, context } = draft;
  if (goal.state !== 'waiting' || goal.waiting === undefined || goal.waiting.deadline > context.now) return;
  record(draft, 'wake', { reason: goal.waiting.reason });
  delete goal.waiting;
  goal.state = 'queued';
}
