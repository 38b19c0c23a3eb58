import type { FastifyInstance } from 'fastify';
import { DroverError } from '../../../src/domain/errors.ts';
import { parseHandle, type GoalId } from '../../../src/domain/ids.ts';
import type { HttpServerOptions } from '../http-options.ts';

/** `/api/goals` (`?all=1` includes those that ended long ago) and `/api/goals/<handle>`. */
export function goalRoutes(app: FastifyInstance, { reader }: HttpServerOptions): void {
  app.get<{ Querystring: { all?: unknown } }>('/goals', async ({ query }) => ({
    goals: await reader.goals({ all: query.all === '1' || query.all === 'true' }),
  }));
  app.get<{ Params: { handle: string } }>('/goals/:handle', async ({ params }) => {
    const goal = await reader.goal(handleIn(params.handle));
    if (goal === undefined) throw unknownGoal(params.handle);
    return goal;
  });
}

/** The handle in an address. Throws GOAL_NOT_FOUND for what is none. */
export function handleIn(text: string): GoalId {
  const handle = parseHandle(text);
  if (handle === undefined) throw unknownGoal(text);
  return handle;
}

export const unknownGoal = (text: string): DroverError =>
  new DroverError(
    'GOAL_NOT_FOUND',
    `there is no goal ${text.slice(0, 20)}`,
    'GET /api/goals?all=1 lists them all.',
  );
