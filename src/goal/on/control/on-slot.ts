import { record, type Draft } from '../../draft.ts';
import { endRun } from '../../moves/end-run.ts';
import { orderBaseline } from '../../moves/beside/order-baseline.ts';
import { wake } from '../../moves/sleep.ts';
import { exhaust, stopWaiting } from '../../moves/wait.ts';

/** A worker has room: the goal goes on where it stood. */
export function onSlotGranted(draft: Draft): void {
  const { goal, context } = draft;
  if (goal.state !== 'queued') return;
  goal.state = goal.workspace === undefined ? 'preparing' : 'running';
  orderBaseline(draft);
  if (goal.startedAt !== undefined) return;
  goal.startedAt = context.now;
  record(draft, 'goal.started', { agent: goal.agent.name, project: goal.spec.project, branch: goal.branch });
}

/** The deadline of a wait has come, or the time to wake. */
export function onWakeDue(draft: Draft): void {
  const { goal, context } = draft;
  if (goal.sleep !== undefined && goal.sleep.until <= context.now) return wake(draft, false);
  const { waiting } = goal;
  if (waiting === undefined || waiting.deadline > context.now) return;
  record(draft, 'wake', { reason: waiting.reason, course: waiting.course });
  if (waiting.course === 'queue') return stopWaiting(draft);
  if (waiting.course === 'exhaust') return exhaust(draft, waiting.axis);
  record(draft, 'escalate', { why: 'nobody answered in time' });
  endRun(draft, 'escalated', {
    reason: `nobody answered in time: ${waiting.note}`,
    hint: `The work is kept. Allow what the agent needs, then go on with /goal continue ${goal.id}.`,
  });
}
