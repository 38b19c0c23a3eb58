import type { FastifyInstance } from 'fastify';
import { errorBody } from '../answer/error-body.ts';
import { bodyLimit, type HttpServerOptions } from '../http-options.ts';

const off = errorBody(
  'BAD_REQUEST',
  'Slack over HTTP is not configured here',
  'Set SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET, and start drover again.',
);

/** `POST /slack/events`: the bytes as they came, to whoever checks their signature. Nothing is parsed here. */
export function slackRoutes(app: FastifyInstance, { slack }: HttpServerOptions): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, (_request, body, done) => done(null, body));
  app.post('/slack/events', async ({ headers, body }, reply) => {
    if (slack === undefined) return reply.code(404).send(off);
    const rawBody = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    const answer = await slack({ headers, rawBody });
    return reply.code(answer.status).headers(answer.headers).send(answer.body);
  });
}
