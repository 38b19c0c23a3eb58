import type { FastifyInstance } from 'fastify';
import type { HttpServerOptions } from '../http-options.ts';

/** `/healthz`: the process answers. `/readyz`: it can work, with a reason per dependency; 503 otherwise. Both without token. */
export function healthRoutes(app: FastifyInstance, { readiness }: HttpServerOptions): void {
  app.get('/healthz', () => ({ ok: true }));
  app.get('/readyz', async (_request, reply) => {
    const dependencies = await readiness();
    const ok = dependencies.every((dependency) => dependency.ok);
    return reply.code(ok ? 200 : 503).send({ ok, dependencies });
  });
}
