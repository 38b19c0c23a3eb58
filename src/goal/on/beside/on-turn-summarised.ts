import { isTerminal } from '../../../domain/goal.ts';
import type { Draft } from '../../draft.ts';
import type { PendingEffect } from '../../effects.ts';
import type { EventOf } from '../../events.ts';
import { setSummary } from '../../moves/beside/order-summary.ts';
import { bookHelper } from '../../moves/book-helper.ts';
import { announceEnd } from '../../moves/end-run.ts';

/** The helper model's few sentences about a turn; a final notice that waited for them goes out. */
export function onTurnSummarised(
  draft: Draft,
  event: EventOf<'TurnSummarised'>,
  effect: Extract<PendingEffect, { type: 'SummariseTurn' }>,
): void {
  bookHelper(draft, event.usage);
  if (event.text !== undefined) setSummary(draft, effect.seq, event.text);
  if (isTerminal(draft.goal.state)) announceEnd(draft);
}
