import { createHmac } from 'node:crypto';

/** `sha256=` and the HMAC of the raw body in hex, as GitHub signs its webhooks. */
export const signBody = (secret: string, body: string): string =>
  `sha256=${createHmac('sha256', secret).update(body, 'utf8').digest('hex')}`;
