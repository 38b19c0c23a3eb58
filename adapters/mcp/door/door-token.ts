import { createHmac, timingSafeEqual } from 'node:crypto';

/** What proves that somebody may ask for the turn with that tag. It is worth nothing for any other turn. */
export const doorToken = (key: string, tag: string): string =>
  createHmac('sha256', key).update(tag).digest('base64url');

/** Compared without telling by its time how much of it was right. */
export function isDoorToken(key: string, tag: string, token: string): boolean {
  const [right, given] = [Buffer.from(doorToken(key, tag)), Buffer.from(token)];
  return right.length === given.length && timingSafeEqual(right, given);
}
