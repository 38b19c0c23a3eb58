import type { ChatFailure } from '../../../src/ports/chat/chat.ts';

/** The connection never came about, so nothing can have been sent. */
const unconnected: ReadonlySet<string> = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/**
 * What it means for a message that its request got no answer. Only where every cause says that there was no connection is
 * it certain that nothing was sent; everything else may have arrived, and is looked up before it is said again.
 * @param platform as people call it: `Slack`
 */
export function networkFailure(thrown: unknown, platform: string): ChatFailure {
  const codes = codesOf(thrown, 0);
  const known = codes.find((code) => unconnected.has(code));
  if (known !== undefined && codes.every((code) => unconnected.has(code)))
    return { kind: 'transient', message: `${platform} could not be reached (${known}).` };
  const name = thrown instanceof Error ? thrown.name : typeof thrown;
  return { kind: 'doubtful', message: `The answer was lost (${codes[0] ?? name}).` };
}

/** Codes down the chain of causes; a host with several addresses fails with several errors at once. */
function codesOf(error: unknown, depth: number): readonly string[] {
  if (!(error instanceof Error) || depth > 5) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  const inner = error instanceof AggregateError ? error.errors : [];
  return [...own, ...[...inner, error.cause].flatMap((cause) => codesOf(cause, depth + 1))];
}
