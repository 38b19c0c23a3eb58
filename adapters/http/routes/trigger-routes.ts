import type { FastifyInstance, FastifyReply } from 'fastify';
import type { VerbAnswer } from '../../../src/domain/verb.ts';
import type { TriggerCall, Triggers } from '../../../src/ports/triggers.ts';
import { errorBody } from '../answer/error-body.ts';
import { statusOf } from '../answer/status-of.ts';
import type { HttpServerOptions, RawRequest, TriggerDoor } from '../http-options.ts';
import { createCallRate, type CallRate } from '../triggers/call-rate.ts';
import { digestOf, one, verifyCall } from '../triggers/verify-call.ts';

/** Headers in which senders name their deliveries. */
const deliveryHeaders = [
  'x-drover-delivery',
  'x-github-delivery',
  'x-gitlab-event-uuid',
  'idempotency-key',
] as const;

/**
 * `POST /hooks/<name>`: one route for each trigger that is configured, so that any other name is as unknown as any other
 * path. Size, then signature, then repeats, then the rate; the body is parsed after all of these.
 */
export function triggerRoutes(app: FastifyInstance, options: HttpServerOptions): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  const { triggers } = options;
  if (triggers === undefined) return;
  for (const [name, door] of Object.entries(triggers.doors)) {
    const rate = createCallRate(door.ratePerMin);
    app.post(`/hooks/${name}`, { bodyLimit: door.bodyLimit }, async ({ headers, body }, reply) => {
      const rawBody = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
      return answerCall({ options, triggers, name, door, rate }, { headers, rawBody }, reply);
    });
  }
}

interface Way {
  readonly options: HttpServerOptions;
  readonly triggers: Triggers;
  readonly name: string;
  readonly door: TriggerDoor;
  readonly rate: CallRate;
}

async function answerCall(way: Way, request: RawRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { triggers, name, door, rate } = way;
  const { clock, logger } = way.options;
  const verified = verifyCall(door, request, clock.now());
  if (!verified.ok) {
    logger.warn({ trigger: name, why: verified.why }, 'a call of a trigger was refused');
    return reply.code(401).send(unsigned);
  }
  const delivery = deliveryOf(request);
  if (delivery === undefined) return reply.code(400).send(badDelivery);
  const call: TriggerCall = { trigger: name, delivery, ...onceOf(verified.once) };
  const before = await triggers.before(call);
  if (before !== undefined) return reply.code(200).send({ ...bodyOf(way, before), duplicate: true });
  const waitMs = rate(clock.now());
  if (waitMs !== undefined)
    return reply
      .code(429)
      .header('retry-after', String(Math.ceil(waitMs / 1000)))
      .send(tooOften);
  return fire(way, call, request, reply);
}

const onceOf = (once: TriggerCall['once']): Pick<TriggerCall, 'once'> => (once === undefined ? {} : { once });

async function fire(
  way: Way,
  call: TriggerCall,
  { rawBody }: RawRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const payload = parse(rawBody);
  if (payload === undefined) return reply.code(400).send(notJson);
  const fired = await way.triggers.fire(call, payload.value);
  if (fired.is === 'missing') return reply.code(422).send(missing(fired.path));
  const { answer } = fired;
  if (answer.ok) return reply.code(202).send(bodyOf(way, answer));
  const { code, hint = '' } = answer;
  way.options.logger.warn({ trigger: call.trigger, code }, 'a trigger could not dispatch its goal');

  // Its sender is a machine, which may well try again.
  const status = code === 'DRAINING' ? 503 : statusOf(code);
  return reply.code(status).send(errorBody(code ?? 'BUG', way.options.renderText(answer.content), hint));
}

const bodyOf = ({ options }: Way, { ok, goal, content }: VerbAnswer): object => ({
  ok,
  ...(goal === undefined ? {} : { goal }),
  text: options.renderText(content),
});

/** As the sender calls it, else by what it says; undefined when the sender’s own name for it is not usable. */
function deliveryOf({ headers, rawBody }: RawRequest): string | undefined {
  const named = deliveryHeaders.map((header) => one(headers, header)).find((value) => value !== undefined);
  if (named === undefined) return `sha256-${digestOf(rawBody)}`;
  return /^[\x21-\x7E]{1,100}$/.test(named) ? named : undefined;
}

/** JSON of any kind; undefined: it is none. */
function parse(rawBody: Buffer): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(rawBody.toString('utf8')) };
  } catch {
    // What cannot be read is the sender’s mistake, and is answered as such.
    return undefined;
  }
}

const unsigned = errorBody(
  'TOKEN_REFUSED',
  'the call is not signed as it should be',
  'docs/triggers.md tells how calls are signed; the clock of the sender must be right.',
);
const badDelivery = errorBody(
  'BAD_REQUEST',
  'the name of the delivery is not usable',
  'Use 1 to 100 visible ASCII characters, for example a UUID.',
);
const tooOften = errorBody(
  'RATE_LIMITED',
  'the trigger was called too often',
  'Send it again after as many seconds as Retry-After says.',
);
const notJson = errorBody('BAD_REQUEST', 'the body is not JSON', 'Send a JSON object.');
const missing = (path: string) =>
  errorBody(
    'BAD_REQUEST',
    `the call has no value at ${path}`,
    'The text of the trigger names it; nothing was started.',
  );
