import { isTerminal } from '../../../domain/goal.ts';
import { record, type Draft } from '../../draft.ts';
import type { EventOf } from '../../events.ts';
import { endRun } from '../../moves/end-run.ts';
import { stopWaiting } from '../../moves/wait.ts';

/** One of the goals that this one waits for has ended. */
export function onDependencyEnded(draft: Draft, event: EventOf<'DependencyEnded'>): void {
  const { goal } = draft;
  const dependency = goal.dependencies.find((one) => one.goal === event.goal);
  if (dependency === undefined || isTerminal(goal.state)) return;
  dependency.state = event.state === 'purged' ? 'cancelled' : event.state;
  record(draft, 'decision', { what: 'dependency ended', goal: event.goal, state: event.state });
  if (event.state !== 'done' && goal.spec.afterFailed === 'cancel') {
    draft.notices.push({ type: 'DependencyFailed', goal: event.goal, state: event.state });
    return endRun(draft, 'cancelled', {
      reason: `${event.goal}, which it waits for, ended as ${event.state}`,
    });
  }
  const open = goal.dependencies.some(({ state }) => state === undefined || !isTerminal(state));
  if (!open && goal.waiting?.reason === 'dependency') stopWaiting(draft);
}
