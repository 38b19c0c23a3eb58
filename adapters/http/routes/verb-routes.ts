import type { FastifyInstance } from 'fastify';
import { verbBody } from '../answer/verb-body.ts';
import { bodyLimit, type HttpServerOptions } from '../http-options.ts';
import { verbMessage } from '../verb-request.ts';

interface VerbCall {
  Params: { verb: string };
  Headers: { 'idempotency-key'?: string };
}

/** `POST /api/verbs/<verb>`: answered when what was asked is durable. */
export function verbRoutes(app: FastifyInstance, options: HttpServerOptions): void {
  const { intake, place, clock, random, renderText } = options;
  acceptEmptyJson(app);
  app.post<VerbCall>('/verbs/:verb', async ({ params, headers, body }, reply) => {
    const message = verbMessage({
      verb: params.verb,
      body,
      key: headers['idempotency-key'],
      freshId: random.uuid(),
      at: clock.now(),
      place,
    });
    const answer = verbBody(await intake(message), renderText);
    return reply.code(answer.status).send(answer.body);
  });
}

/** `curl -X POST -H 'Content-Type: application/json' …/verbs/list` sends no body at all, and means no fields. */
function acceptEmptyJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'string', bodyLimit }, (request, body, done) => {
    if (body === '') done(null, undefined);
    else void parse(request, body.toString(), done);
  });
}
