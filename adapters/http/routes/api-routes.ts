import type { FastifyInstance } from 'fastify';
import { errorBody } from '../answer/error-body.ts';
import { bearerCheck } from '../guard/bearer.ts';
import { refusedHost } from '../guard/host-guard.ts';
import type { HttpServerOptions } from '../http-options.ts';
import { eventRoutes } from './event-routes.ts';
import { goalRoutes } from './goal-routes.ts';
import { verbRoutes } from './verb-routes.ts';

/**
 * Everything under `/api`. The guard is a hook of this scope and not a comparison of paths, so no spelling of a path
 * gets past it; it runs before a body is read, also for routes that do not exist.
 */
export function apiRoutes(app: FastifyInstance, options: HttpServerOptions, ended: AbortSignal): void {
  guard(app, options);
  app.setNotFoundHandler((_request, reply) => reply.code(404).send(unknownRoute));
  goalRoutes(app, options);
  eventRoutes(app, options, ended);
  verbRoutes(app, options);
}

const unknownRoute = errorBody(
  'BAD_REQUEST',
  'there is no such route',
  'GET /api/goals, /api/goals/<handle>, /api/goals/<handle>/events, /api/events; POST /api/verbs/<verb>.',
);

const unauthenticated = errorBody(
  'TOKEN_REFUSED',
  'the bearer token is missing or wrong',
  'Send Authorization: Bearer <token>; the token is DROVER_TOKEN, or stands in $DROVER_HOME/token.',
);

function guard(app: FastifyInstance, { host, token, logger }: HttpServerOptions): void {
  const isAuthentic = bearerCheck(token);
  app.addHook('onRequest', async (request, reply) => {
    const foreign = refusedHost(host, request.headers);
    if (foreign === undefined && isAuthentic(request.headers.authorization)) return;
    logger.warn(
      { from: request.ip, method: request.method, why: foreign ?? 'bearer token missing or wrong' },
      'request to the API refused',
    );
    // The body will not be read, so the connection cannot be used again.
    void reply.header('connection', 'close');
    if (foreign !== undefined) {
      await reply
        .code(403)
        .send(errorBody('ACCESS_DENIED', foreign, 'Call drover by the address it listens on.'));
      return;
    }
    await reply.code(401).header('www-authenticate', 'Bearer realm="drover"').send(unauthenticated);
  });
}
