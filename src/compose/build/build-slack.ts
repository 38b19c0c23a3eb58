import type { SlackConnection } from '../../../adapters/chat/slack/create-slack.ts';
import type { Opened } from '../open-drover.ts';
import { awaitsAnswer } from './awaits-answer.ts';
import { isGoalThread } from './is-goal-thread.ts';

/** Slack, when it is configured; its library is loaded only then. */
export async function buildSlack({
  config,
  runtime,
  intake,
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
    awaitsAnswer: (place, at) => awaitsAnswer(store, place, at),
  });
}
