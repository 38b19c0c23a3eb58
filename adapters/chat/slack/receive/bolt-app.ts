import { App, type Receiver } from '@slack/bolt';
import { clientOptions, identityOf } from '../call-slack.ts';
import type { SlackState } from '../slack-state.ts';
import { onSubmission } from '../forms/on-submission.ts';
import { homeOpened } from '../home/show-home.ts';
import { parseHome, parseSessionStop, parseStopSign } from '../parse/parse-happening.ts';
import { onCommand } from './on-command.ts';
import { onHalt } from './on-halt.ts';
import { onPress } from './on-press.ts';
import { onRemark } from './on-remark.ts';
import { onShortcut } from './on-shortcut.ts';

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
  listenToPeople(slack, app);
  listenToEvents(slack, app);
  return app;
}

/** What people do and Slack does not repeat: confirmed by its listener. */
function listenToPeople(slack: SlackState, app: App): void {
  app.command(/^\//u, (args) => onCommand(slack, args));
  app.action({ type: 'block_actions' }, ({ body, context, ack, respond }) =>
    onPress(slack, { body, home: teamOf(context), ack: () => ack(), respond }),
  );
  app.shortcut(/^goal_/u, ({ body, context, ack, respond }) =>
    onShortcut(slack, {
      body,
      home: teamOf(context),
      ack: () => ack(),
      ...(body.type === 'message_action' ? { respond } : {}),
    }),
  );
  app.view({ type: 'view_submission' }, ({ body, context, ack }) =>
    onSubmission(slack, {
      body,
      home: teamOf(context),
      ack: (problems) => (problems === undefined ? ack() : ack(problems)),
    }),
  );
}

/** Events are confirmed when their listeners are done, and repeated by Slack until then. */
function listenToEvents(slack: SlackState, app: App): void {
  for (const type of ['message', 'app_mention'] as const)
    app.event(type, async ({ body, context }) => {
      if (context.botUserId === undefined) throw new Error('Bolt does not know who the bot is');
      await onRemark(slack, body, { botUser: context.botUserId, retryNum: context.retryNum });
    });
  app.event('app_home_opened', async ({ body }) => {
    const opened = parseHome(body);
    if (opened !== undefined) homeOpened(slack, opened.user, opened.hash);
  });
  app.event('reaction_added', async ({ body, context }) => {
    const halt = parseStopSign(body, teamOf(context));
    if (halt !== undefined && halt.actor.user !== context.botUserId) await onHalt(slack, halt);
  });
  app.event('agent_session_stopped', async ({ body, context }) => {
    const halt = parseSessionStop(body, teamOf(context));
    if (halt !== undefined) await onHalt(slack, halt);
  });
}

/** The workspace that drover is installed in, as `authorize` found it. */
function teamOf({ teamId }: { readonly teamId?: string }): string {
  if (teamId === undefined) throw new Error('Bolt does not know which workspace this is');
  return teamId;
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
