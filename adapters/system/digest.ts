import { createHash } from 'node:crypto';

/** First 16 hex digits of a text's SHA-256: enough to see that two texts are the same. */
export const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);
