import { spellingsOf } from './encodings.ts';
import { wellKnownPatterns } from './well-known-patterns.ts';

/** What stands where a secret stood. */
export const mask = '[redacted]';

/** Takes secrets out of text; gives text without any back unchanged. */
export type Redactor = (text: string) => string;

/**
 * A redactor for these secret values, in every spelling that `spellingsOf` knows, longest first so that one secret
 * that begins with another leaves no tail; and for what looks like a credential of a well-known kind, known or not.
 */
export function createRedactor(secrets: readonly string[]): Redactor {
  const known = knownSecrets(secrets);
  return (text) => {
    const withoutKnown = known === undefined ? text : text.replace(known, mask);
    return wellKnownPatterns.reduce((left, { pattern, keep }) => {
      return left.replace(pattern, (...groups: string[]) => (keep ? `${groups[1] ?? ''}${mask}` : mask));
    }, withoutKnown);
  };
}

function knownSecrets(secrets: readonly string[]): RegExp | undefined {
  const spellings = [...new Set(secrets.flatMap((secret) => spellingsOf(secret)))];
  if (spellings.length === 0) return undefined;
  const longestFirst = spellings.toSorted((a, b) => b.length - a.length);
  return new RegExp(longestFirst.map((spelling) => RegExp.escape(spelling)).join('|'), 'g');
}
