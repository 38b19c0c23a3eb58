import type { SlackConnection } from '../../../adapters/chat/slack/create-slack.ts';
import { createDesk } from '../../app/desk/create-desk.ts';
import { verbTable } from '../../app/verbs/table.ts';
import type { Opened } from '../open-drover.ts';
import { isGoalThread } from './is-goal-thread.ts';
import { listensTo } from './listens-to.ts';

/** Slack, when it is configured; its library is loaded only then. */
export async function buildSlack({
  config,
  runtime,
  intake,
  world,
  logger,
}: Opened): Promise<SlackConnection | undefined> {
  if (config.slack === undefined) return undefined;
  const { createSlack } = await import('../../../adapters/chat/slack/create-slack.ts');
  const { clock, random, store } = runtime;
  return createSlack({
    ...config.slack,
    intake,
    clock,
    random,
    logger: logger.child({ part: 'slack' }),
    isGoalThread: (place) => isGoalThread(store, place),
    listens: (place, at) => listensTo(store, place, at),
    desk: createDesk(world, verbTable),
  });
}
