import { VerbAnswerSchema, type InboundMessage, type VerbAnswer } from '../domain/verb.ts';
import type { InboxMark } from '../ports/store/goal-store.ts';
import type { Runtime } from '../runner/runtime.ts';

/** Remembers that this delivery was dealt with, and how it was answered. */
export const markOf = (
  message: Pick<InboundMessage, 'deliveryId'>,
  given: VerbAnswer,
  now: number,
): InboxMark => ({
  deliveryId: message.deliveryId,
  answer: given,
  at: now,
});

/** The first answer, for a repeat. Marks are written by `markOf` alone; one of another shape is a bug. */
export const storedAnswer = (mark: InboxMark): VerbAnswer => VerbAnswerSchema.parse(mark.answer);

/**
 * Remembers an answer that changed nothing: its repeat must change nothing either, however the goal stands by then.
 * Answers what counts: the first answer, when another delivery of the same was faster.
 */
export async function remember(
  { store, clock }: Runtime,
  message: Pick<InboundMessage, 'deliveryId'>,
  given: VerbAnswer,
): Promise<VerbAnswer> {
  const result = await store.commit({ inboxMarks: [markOf(message, given, clock.now())] });
  return !result.ok && result.reason === 'already-marked' ? storedAnswer(result.mark) : given;
}
