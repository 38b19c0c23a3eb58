/**
 * Refusals of an edit that say: this message cannot be edited, another one could be posted. Slack's names, and Discord's
 * numbers (30046: too many edits of an old message; 10008: unknown message).
 */
const codes: ReadonlySet<string> = new Set([
  'edit_window_closed',
  'cant_update_message',
  'message_not_found',
  '30046',
  '10008',
]);

export const isCardLost = (code: string): boolean => codes.has(code);

/** Whoever deletes each card is not to be flooded with new ones. */
const freshCardEveryMs = 5 * 60 * 1000;

/** Milliseconds until another card may take the place of the last one; 0: now. @param at when that was ordered, if ever */
export const freshCardWaitMs = (at: number | undefined, now: number): number =>
  at === undefined ? 0 : Math.max(0, at + freshCardEveryMs - now);
