import { record, type Draft } from '../../draft.ts';
import { endRun } from '../../moves/end-run.ts';
import { orderBaseline } from '../../moves/beside/order-baseline.ts';
import { lookForAnswers } from '../../moves/question/await-answers.ts';
import { openQuestions, takeFallbacks } from '../../moves/question/questions.ts';
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
  takeFallbacks(draft);
  const { waiting } = goal;
  if (waiting === undefined || waiting.deadline > context.now) return;
  record(draft, 'wake', { reason: waiting.reason, course: waiting.course });
  // Only those without a default are late.
  if (waiting.reason === 'question' && !openQuestions(goal).some(({ deadline }) => deadline <= context.now))
    return lookForAnswers(draft);
  if (waiting.course === 'queue') return stopWaiting(draft);
  if (waiting.course === 'exhaust') return exhaust(draft, waiting.axis);
  record(draft, 'escalate', {
    why: waiting.reason === 'dependency' ? 'other goals did not end in time' : 'nobody answered in time',
  });
  if (waiting.reason === 'dependency') return escalateDependent(draft, waiting.note);
  endRun(draft, 'escalated', {
    reason: `nobody answered in time: ${waiting.note}`,
    hint:
      waiting.reason === 'question'
        ? `The work is kept. Go on with your answer: /goal continue ${goal.id} TEXT.`
        : `The work is kept. Allow what the agent needs, then go on with /goal continue ${goal.id}.`,
  });
}

const escalateDependent = (draft: Draft, note: string): void =>
  endRun(draft, 'escalated', {
    reason: `it waited too long for ${note}`,
    hint: `Begin it without the others: /goal retry ${draft.goal.id}.`,
  });
