import { record, type Draft } from '../../draft.ts';
import type { EventOf } from '../../events.ts';
import { heedsOthers } from '../../moves/heed-dependencies.ts';

/** One of the goals that this one comes after has ended. What follows is decided with all of them in view. */
export function onDependencyEnded(draft: Draft, event: EventOf<'DependencyEnded'>): void {
  const { goal } = draft;
  const dependency = goal.dependencies.find((one) => one.goal === event.goal);
  if (dependency === undefined || !heedsOthers(goal)) return;
  // Nobody knows any more how a purged goal ended, so nothing may be built on it.
  dependency.state = event.state === 'purged' ? 'cancelled' : event.state;
  record(draft, 'decision', { what: 'dependency ended', goal: event.goal, state: event.state });
}

/** One that had ended has a new run, which counts as long as this goal has not begun. */
export function onDependencyReopened(draft: Draft, event: EventOf<'DependencyReopened'>): void {
  const { goal } = draft;
  const dependency = goal.dependencies.find((one) => one.goal === event.goal);
  if (dependency?.state === undefined || !heedsOthers(goal)) return;
  delete dependency.state;
  record(draft, 'decision', { what: 'dependency reopened', goal: event.goal });
}
