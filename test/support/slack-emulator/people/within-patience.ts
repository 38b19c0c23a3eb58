import { z } from 'zod';
import { recordViolation, type EmulatorState } from '../emulator-state.ts';

/** What came back for something that a person did. */
export interface Acked {
  readonly acked: boolean;
  /** What the person sees when it was not: `operation_timeout`, or an HTTP error. */
  readonly seen: string;
  /** The body of the acknowledgement; an empty one is undefined. */
  readonly payload: unknown;
}

/** The answer over HTTP, or what the person sees when it takes too long. Nothing that people do is repeated. */
export async function withinPatience(
  state: EmulatorState,
  what: string,
  sent: Promise<{ readonly status: number; readonly body: string }>,
): Promise<Acked> {
  const late = Promise.withResolvers<Acked>();
  const timer = setTimeout(() => {
    recordViolation(state, 'late-ack', what, `no acknowledgement within ${state.patienceMs} ms`);
    late.resolve(timedOut);
  }, state.patienceMs);
  try {
    return await Promise.race([sent.then(ackOf), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

export const timedOut: Acked = { acked: false, seen: 'operation_timeout', payload: undefined };

function ackOf({ status, body }: { readonly status: number; readonly body: string }): Acked {
  if (status !== 200) return { acked: false, seen: `http_error_${status}`, payload: undefined };
  return { acked: true, seen: body, payload: body === '' ? undefined : JsonOrTextSchema.parse(body) };
}

const JsonOrTextSchema = z.string().transform((text): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // A command may be answered with plain text.
    return { text };
  }
});
