import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DroverError, toError } from '../../../src/domain/errors.ts';
import type { HttpServerOptions } from '../http-options.ts';
import { feedOfAll, feedOfGoal, type Feed } from '../stream/feeds.ts';
import { streamEvents } from '../stream/stream-events.ts';
import { handleIn, unknownGoal } from './goal-routes.ts';

/** Events in one JSON answer. */
const pageSize = 1000;

interface EventQuery {
  Querystring: { after?: unknown };
}
type EventRequest = FastifyRequest<EventQuery>;

/**
 * `/api/events` and `/api/goals/<handle>/events`: JSON with the cursor to go on from, or server-sent events that go on
 * by themselves. A HEAD of an endless answer makes no sense, so there is none.
 */
export function eventRoutes(app: FastifyInstance, options: HttpServerOptions, ended: AbortSignal): void {
  const { reader } = options;
  const settings = { exposeHeadRoute: false };
  app.get<EventQuery>('/events', settings, async (request, reply) =>
    answer(request, reply, feedOfAll(reader), options, ended),
  );
  app.get<EventQuery & { Params: { handle: string } }>(
    '/goals/:handle/events',
    settings,
    async (request, reply) => {
      const feed = await feedOfGoal(reader, handleIn(request.params.handle));
      if (feed === undefined) throw unknownGoal(request.params.handle);
      return answer(request, reply, feed, options, ended);
    },
  );
}

async function answer(
  request: EventRequest,
  reply: FastifyReply,
  feed: Feed,
  options: HttpServerOptions,
  ended: AbortSignal,
): Promise<object> {
  const from = cursorOf(request);
  if (!wantsStream(request)) {
    const page = await feed(from, pageSize);
    return { events: page.items.map((item) => item.event), cursor: page.cursor };
  }
  reply.hijack();
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  streamEvents(reply.raw, feed, from, options, AbortSignal.any([ended, gone.signal])).catch(
    (error: unknown) => options.logger.error({ error: toError(error) }, 'an event stream broke off'),
  );
  return reply;
}

const wantsStream = ({ headers }: EventRequest): boolean =>
  headers.accept?.toLowerCase().includes('text/event-stream') ?? false;

/** Where to go on: what a reconnecting reader says it saw last, else `?after=`, else the start. */
function cursorOf({ headers, query }: EventRequest): number {
  const given = headers['last-event-id'] ?? query.after ?? '0';
  const cursor = typeof given === 'string' && /^\d{1,15}$/.test(given) ? Number(given) : undefined;
  if (cursor === undefined)
    throw new DroverError(
      'BAD_REQUEST',
      'after is not a cursor',
      'Use the number in “cursor” of an earlier answer, or 0.',
    );
  return cursor;
}
