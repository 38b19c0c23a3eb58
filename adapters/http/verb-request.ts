import { z } from 'zod';
import { DroverError } from '../../src/domain/errors.ts';
import type { Origin } from '../../src/domain/origin.ts';
import type { InboundMessage, Request } from '../../src/domain/verb.ts';

/** The body of `POST /api/verbs/<verb>`: fields, or the words as a shell has cut them. */
const BodySchema = z.strictObject({
  goal: z.union([z.string(), z.int()]).transform(String).optional(),
  text: z.string().optional(),
  flags: z.record(z.string(), z.unknown()).optional(),
  /** Whole command line, the verb first. Not together with the fields. */
  argv: z.array(z.string()).min(1).max(10_000).optional(),
  /** How the sender wants to be called. Authority is always that of `local`. */
  actor: z.string().trim().max(80).optional(),
});
type Body = z.infer<typeof BodySchema>;

export interface VerbRequest {
  readonly verb: string;
  readonly body: unknown;
  /** The `Idempotency-Key` header. */
  readonly key: string | undefined;
  /** Names this request when it bears no key. */
  readonly freshId: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly place: Origin;
}

/** The message for the intake. Throws `DroverError` BAD_REQUEST for anything that is not as documented. */
export function verbMessage(request: VerbRequest): InboundMessage {
  const body = parseBody(request.body);
  return {
    deliveryId: deliveryId(request),
    at: request.at,
    actor: { platform: 'local', user: 'local', ...nameOf(body) },
    place: request.place,
    request: requestOf(request.verb, body),
  };
}

function parseBody(value: unknown): Body {
  const parsed = BodySchema.safeParse(value ?? {});
  if (!parsed.success) throw bad(z.prettifyError(parsed.error).replaceAll('\n', ' '));
  const { argv, goal, text, flags } = parsed.data;
  if (argv !== undefined && (goal ?? text ?? flags) !== undefined)
    throw bad('argv cannot stand together with goal, text or flags');
  return parsed.data;
}

const bad = (message: string): DroverError =>
  new DroverError(
    'BAD_REQUEST',
    `the body does not fit: ${message}`,
    'Send {"goal": "G-1", "text": "…", "flags": {…}}, all optional, or {"argv": ["run", "…"]}.',
  );

/** Repeats bear the same key; the same key under another verb is another request. */
function deliveryId({ verb, key, freshId }: VerbRequest): string {
  if (key === undefined) return `http:${freshId}`;
  if (!/^[\x21-\x7E]{1,120}$/.test(key))
    throw new DroverError(
      'BAD_REQUEST',
      'the Idempotency-Key is not usable',
      'Use 1 to 120 visible ASCII characters, for example a UUID.',
    );
  return `http:${verb.slice(0, 40)}:${key}`;
}

function requestOf(verb: string, { argv, goal, text, flags }: Body): Request {
  if (argv !== undefined) {
    if (argv[0] !== verb) throw bad(`argv begins with another verb than the address: ${verb.slice(0, 40)}`);
    return { form: 'argv', argv };
  }
  return {
    form: 'fields',
    verb,
    ...(goal === undefined ? {} : { goal }),
    ...(text === undefined ? {} : { text }),
    ...(flags === undefined ? {} : { flags }),
  };
}

/** Control characters have no place in a name that is printed on cards. */
function nameOf({ actor }: Body): { name?: string } {
  const name = actor?.replaceAll(/\p{C}/gu, '');
  return name === undefined || name === '' ? {} : { name };
}
