import type { GoalNews, SlackConnection } from '../../../adapters/chat/slack/create-slack.ts';
import type { GoalDocument } from '../../goal/state.ts';
import type { Opened } from '../open-drover.ts';
import { deskOf } from './desk-of.ts';
import { isGoalThread } from './is-goal-thread.ts';
import { listensTo } from './listens-to.ts';
import { watchGoals } from './watch-goals.ts';

/** Slack, when it is configured; its library is loaded only then. */
export async function buildSlack(drover: Opened): Promise<SlackConnection | undefined> {
  const { config, runtime, intake, logger } = drover;
  if (config.slack === undefined) return undefined;
  const { createSlack } = await import('../../../adapters/chat/slack/create-slack.ts');
  const { pictureOf } = await import('../../../adapters/chat/shared/picture/picture-of.ts');
  const { clock, random, store } = runtime;
  const slack = createSlack({
    ...config.slack,
    intake,
    clock,
    random,
    logger: logger.child({ part: 'slack' }),
    isGoalThread: (place) => isGoalThread(store, place),
    listens: (place, at) => listensTo(store, place, at),
    desk: deskOf(drover),
    draw: pictureOf,
    bots: botsOf(config.people.bots),
  });
  const forget = watchGoals(runtime, (goal) => slack.goalChanged(newsOf(goal)));
  return {
    ...slack,
    stop: async () => {
      forget();
      await slack.stop();
    },
  };
}

/** `slack:B0DEPLOY` → `B0DEPLOY`; bots of other platforms are none of Slack's. */
const botsOf = (accounts: readonly string[]): readonly string[] =>
  accounts.flatMap((account) => (account.startsWith('slack:') ? [account.slice('slack:'.length)] : []));

const newsOf = ({ spec, origin, state }: GoalDocument): GoalNews => ({
  dispatcher: spec.dispatcher,
  origin,
  state,
  title: spec.title,
});
