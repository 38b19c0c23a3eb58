import { createHash, timingSafeEqual } from 'node:crypto';

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * A check of `Authorization` headers against this token. Both sides are hashed first, so that the comparison takes the
 * same time whatever was sent, its length included.
 */
export function bearerCheck(token: string): (header: string | undefined) => boolean {
  const expected = digestOf(token);
  return (header) => {
    const given = /^Bearer +([\w.~+/=-]+) *$/i.exec(header ?? '')?.[1];
    const same = timingSafeEqual(digestOf(given ?? ''), expected);
    return given !== undefined && same;
  };
}
