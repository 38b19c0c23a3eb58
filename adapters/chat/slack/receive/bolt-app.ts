import { App, type Receiver } from '@slack/bolt';
import { clientOptions, identityOf } from '../call-slack.ts';
import type { SlackState } from '../slack-state.ts';
import { onCommand } from './on-command.ts';
import { onRemark } from './on-remark.ts';

/** Deliveries are handed to the app by `deliver`, from drover's HTTP server and from the sockets: nothing to start here. */
const receiver: Receiver = {
  init: () => undefined,
  start: async () => undefined,
  stop: async () => undefined,
};

/** Bolt, which sorts deliveries and gives listeners what belongs to them. */
export function boltApp(slack: SlackState): App {
  const app = new App({
    receiver,
    convoStore: false,
    logger: slack.boltLogger,
    clientOptions: clientOptions(slack, slack.closed.signal),
    authorize: () => authorize(slack),
  });
  app.error(async (error) => {
    throw error;
  });
  app.command(/^\//u, (args) => onCommand(slack, args));
  for (const type of ['message', 'app_mention'] as const)
    app.event(type, async ({ body, context }) => {
      if (context.botUserId === undefined) throw new Error('Bolt does not know who the bot is');
      await onRemark(slack, body, { botUser: context.botUserId, retryNum: context.retryNum });
    });
  return app;
}

/** Bolt's own way asks Slack in the constructor and leaves the rejection unhandled when the token is bad. */
async function authorize(slack: SlackState) {
  const identity = await identityOf(slack, slack.closed.signal);
  if (!identity.ok) throw new Error(`the bot is not known: ${identity.failure.kind}`);
  const { team, user, bot } = identity.value;
  return {
    botToken: slack.options.botToken,
    botUserId: user,
    teamId: team,
    ...(bot === undefined ? {} : { botId: bot }),
  };
}
