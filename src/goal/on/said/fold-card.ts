import { assertNever } from '../../../domain/errors.ts';
import { record, type Draft } from '../../draft.ts';
import type { EventOf } from '../../events.ts';

type CardEvent = EventOf<'CardLost' | 'CardPosted' | 'CardRefused'>;

/** What becomes of the card after the root cannot be edited any more: another one in the thread takes its place. */
export function foldCard(draft: Draft, event: CardEvent): void {
  const { goal, context } = draft;
  switch (event.type) {
    case 'CardLost':
      goal.card = { number: (goal.card?.number ?? 1) + 1, at: context.now };
      return record(draft, 'decision', { what: 'card lost', code: event.code, card: goal.card.number });
    case 'CardPosted':
      if (goal.card !== undefined) goal.card.messageId = event.messageId;
      return undefined;
    case 'CardRefused':
      if (goal.card !== undefined) goal.card.refused = event.code;
      return record(draft, 'decision', { what: 'fresh card refused', code: event.code });
    default:
      return assertNever(event);
  }
}
