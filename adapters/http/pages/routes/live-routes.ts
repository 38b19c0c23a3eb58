import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DroverError, toError } from '../../../../src/domain/errors.ts';
import { parseHandle } from '../../../../src/domain/ids.ts';
import { streamPage, type Look } from '../live/stream-page.ts';
import { formsOf, type Pages } from '../pages.ts';
import { cardFragment, entryFragments } from '../views/goal-view.ts';
import { goalsView } from '../views/goals-view.ts';

/** Streams that may be open at once: browsers hold one for each open page. */
const mostStreams = 32;

interface Query {
  Querystring: { after?: unknown; all?: unknown };
}

/** What changes on a page, as server-sent events: `/live` for the list, `/goals/<handle>/live` for a goal. */
export function liveRoutes(app: FastifyInstance, pages: Pages): void {
  const settings = { exposeHeadRoute: false };
  const { reader } = pages.options;
  app.get<Query>('/live', settings, async (request, reply) => {
    const all = request.query.all === '1';
    return open(pages, request, reply, async () => [
      { id: 'goals', view: goalsView(await reader.goals({ all })) },
    ]);
  });
  app.get<Query & { Params: { handle: string } }>('/goals/:handle/live', settings, async (request, reply) => {
    const look = lookAt(pages, request.params.handle);
    if ((await look()) === undefined)
      throw new DroverError('GOAL_NOT_FOUND', 'there is no such goal', 'The list has them all.');
    return open(pages, request, reply, look);
  });
}

const lookAt =
  (pages: Pages, typed: string): Look =>
  async () => {
    const handle = parseHandle(typed);
    const page = handle === undefined ? undefined : await pages.options.web.thread(handle);
    if (page === undefined) return undefined;
    const forms = formsOf(pages, page.handle);
    return [cardFragment(page, forms), ...entryFragments(page, forms)];
  };

function open(pages: Pages, request: FastifyRequest<Query>, reply: FastifyReply, look: Look): FastifyReply {
  const { streams, options, ended } = pages;
  if (streams.size >= mostStreams)
    throw new DroverError('SHUTTING_DOWN', 'too many pages are open', 'Close some of them.');
  const stream = {};
  streams.add(stream);
  reply.hijack();
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  streamPage(reply.raw, look, lastSeen(request), options, AbortSignal.any([ended, gone.signal]))
    .catch((error: unknown) => options.logger.error({ err: toError(error) }, 'a live page broke off'))
    .finally(() => streams.delete(stream));
  return reply;
}

/** The time of the newest entry that the page has: what a browser that comes back says, else what its page was made with. */
function lastSeen({ headers, query }: FastifyRequest<Query>): number {
  const given = headers['last-event-id'] ?? query.after;
  return typeof given === 'string' && /^\d{1,15}$/.test(given) ? Number(given) : 0;
}
