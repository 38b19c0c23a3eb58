import { VerbAnswerSchema, type InboundMessage, type VerbAnswer } from '../domain/verb.ts';
import type { InboxMark } from '../ports/store/goal-store.ts';

/** Remembers that this delivery was dealt with, and how it was answered. */
export const markOf = (message: InboundMessage, given: VerbAnswer, now: number): InboxMark => ({
  deliveryId: message.deliveryId,
  answer: given,
  at: now,
});

/** The first answer, for a repeat. Marks are written by `markOf` alone; one of another shape is a bug. */
export const storedAnswer = (mark: InboxMark): VerbAnswer => VerbAnswerSchema.parse(mark.answer);
