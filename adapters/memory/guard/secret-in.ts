import { tokenIn } from './token-shapes.ts';

/** Characters between which a secret could hide: zero-width, bidirectional marks, soft hyphens. */
const unseen = /\p{Cf}/gu;

/**
 * What secret a text holds, in words; undefined when none is known. It is also read with look-alike letters folded and
 * unseen characters left out.
 * @param redact takes out the secrets that this installation knows, and well-known credentials
 */
export function secretIn(text: string, redact: (text: string) => string): string | undefined {
  for (const reading of new Set([text, text.replaceAll(unseen, '').normalize('NFKC')])) {
    const found = tokenIn(reading);
    if (found !== undefined) return found;
    if (redact(reading) !== reading) return 'a secret of this installation, or a well-known credential';
  }
  return undefined;
}
