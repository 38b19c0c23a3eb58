import type { FastifyInstance } from 'fastify';
import { errorBody } from '../answer/error-body.ts';
import { bodyLimit, type HttpServerOptions } from '../http-options.ts';

const off = errorBody(
  'BAD_REQUEST',
  'Discord over HTTP is not configured here',
  'Set DISCORD_TOKEN, DISCORD_APPLICATION_ID and DISCORD_PUBLIC_KEY, and start drover again.',
);

/** `POST /discord/interactions`: the bytes as they came, to whoever checks their signature. Nothing is parsed here. */
export function discordRoutes(app: FastifyInstance, { discord }: HttpServerOptions): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, (_request, body, done) => done(null, body));
  app.post('/discord/interactions', async ({ headers, body }, reply) => {
    if (discord === undefined) return reply.code(404).send(off);
    const rawBody = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    const answer = await discord({ headers, rawBody });
    return reply.code(answer.status).headers(answer.headers).send(answer.body);
  });
}
