import { record, type Draft } from '../../draft.ts';
import type { EventOf } from '../../events.ts';

/** What was red before anybody touched it: information for the prompt, the card and the verdict. */
export function onBaselineFinished(draft: Draft, event: EventOf<'BaselineFinished'>): void {
  draft.goal.baseline = [...event.results];
  const red = event.results.filter((result) => !result.ok).map((result) => result.label);
  record(draft, 'decision', { what: 'baseline', red });
}
