import { fastify, type FastifyInstance } from 'fastify';
import { toError } from '../../src/domain/errors.ts';
import { redactValue } from '../../src/log/redact-value.ts';
import { errorAnswer, errorBody } from './answer/error-body.ts';
import { bodyLimit, type HttpServer, type HttpServerOptions } from './http-options.ts';
import { pageRoutes } from './pages/page-routes.ts';
import { apiRoutes } from './routes/api-routes.ts';
import { discordRoutes } from './routes/discord-routes.ts';
import { healthRoutes } from './routes/health-routes.ts';
import { slackRoutes } from './routes/slack-routes.ts';
import { triggerRoutes } from './routes/trigger-routes.ts';
import { trackSpareConnections } from './spare-connections.ts';

/** Milliseconds that `stop` waits for answers under way. */
const stopMs = 5000;

/** Milliseconds in which a request must have arrived whole. */
const requestTimeout = 30_000;

interface Running {
  readonly app: FastifyInstance;
  /** Aborted when stopping begins. */
  readonly ending: AbortController;
  readonly endSpare: () => void;
}

/** drover's HTTP side: health, Slack's requests, and the API under `/api`. Knows verbs and goals only through its options. */
export function createHttpServer(options: HttpServerOptions): HttpServer {
  const ending = new AbortController();
  const app = fastify({ bodyLimit, requestTimeout, routerOptions: { ignoreTrailingSlash: true } });
  redactEverything(app, options);
  closeConnectionsAtTheEnd(app, ending.signal);
  explainErrors(app, options);
  logRequests(app, options);
  const endSpare = trackSpareConnections(app.server);
  healthRoutes(app, options);
  void app.register(async (scope) => slackRoutes(scope, options));
  void app.register(async (scope) => discordRoutes(scope, options));
  void app.register(async (scope) => triggerRoutes(scope, options));
  void app.register(async (scope) => apiRoutes(scope, options, ending.signal), { prefix: '/api' });
  const { web } = options;
  if (web !== undefined)
    void app.register(async (scope) => pageRoutes(scope, { ...options, web }, ending.signal));
  return {
    start: () => start(app, options),
    stop: () => stop({ app, ending, endSpare }, options),
  };
}

async function start(
  app: FastifyInstance,
  { host, port }: HttpServerOptions,
): Promise<{ readonly url: string }> {
  await app.listen({ host, port });
  const address = app.server.address();
  const actual = typeof address === 'object' && address !== null ? address.port : port;
  return { url: `http://${reachable(host)}:${actual}` };
}

/** An address to call: a wildcard is not one. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

async function stop({ app, ending, endSpare }: Running, { clock }: HttpServerOptions): Promise<void> {
  ending.abort();
  const closed = new AbortController();
  const closing = app.close().finally(() => closed.abort());
  endSpare();
  const late = clock.sleep(stopMs, closed.signal).then(
    () => app.server.closeAllConnections(),
    () => undefined,
  );
  await Promise.all([closing, late]);
}

/** An answer given while stopping is the last on its connection; an idle one would hold up the stop. */
function closeConnectionsAtTheEnd(app: FastifyInstance, ending: AbortSignal): void {
  app.addHook('onSend', async (_request, reply) => {
    if (ending.aborted) void reply.header('connection', 'close');
  });
}

/** The sink of this surface: nothing leaves as JSON without passing the redactor. */
function redactEverything(app: FastifyInstance, { redact }: HttpServerOptions): void {
  app.addHook('preSerialization', async (_request, _reply, payload) => redactValue(payload, redact));
}

function explainErrors(app: FastifyInstance, { logger }: HttpServerOptions): void {
  app.setErrorHandler(async (error, request, reply) => {
    const { status, body } = errorAnswer(error);
    if (status >= 500) logger.error({ error: toError(error), route: routeOf(request) }, 'a request failed');
    return reply.code(status).send(body);
  });
  app.setNotFoundHandler(async (_request, reply) =>
    reply
      .code(404)
      .send(errorBody('BAD_REQUEST', 'there is no such route', 'The API is under /api; see the README.')),
  );
}

/** Never a body, a query or a header: these may hold what must not be in a log. */
function logRequests(app: FastifyInstance, { logger }: HttpServerOptions): void {
  app.addHook('onResponse', async (request, reply) => {
    logger.debug(
      {
        method: request.method,
        route: routeOf(request),
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'request answered',
    );
  });
}

/** The pattern, not the address that was asked for. */
const routeOf = (request: { readonly routeOptions: { readonly url?: string | undefined } }): string =>
  request.routeOptions.url ?? '(none)';
