import { createSlack, type SlackConnection } from '../../../adapters/chat/slack/create-slack.ts';
import type { Opened } from '../open-drover.ts';
import { awaitsAnswer } from './awaits-answer.ts';
import { isGoalThread } from './is-goal-thread.ts';

/** Slack, when it is configured. */
export function buildSlack({ config, runtime, intake, logger }: Opened): SlackConnection | undefined {
  if (config.slack === undefined) return undefined;
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
