import type { Actor } from '../../../src/domain/actor.ts';
import type { GoalState } from '../../../src/domain/goal.ts';
import type { Origin } from '../../../src/domain/origin.ts';
import { DroverError } from '../../../src/domain/errors.ts';
import type { ChatConnection } from '../../../src/ports/chat/chat.ts';
import { boltLogger } from './bolt-logger.ts';
import { identityOf } from './call-slack.ts';
import { slackChat } from './client.ts';
import { slackAttachments } from './files/fetch-file.ts';
import { showHome } from './home/show-home.ts';
import { slackPeople } from './people/slack-people.ts';
import { sessionStatus, showSession } from './session/show-session.ts';
import { boltApp } from './receive/bolt-app.ts';
import { httpHandler, type SlackHttpHandler } from './receive/http-handler.ts';
import { keepSockets, type KeptSockets } from './receive/sockets/keep-sockets.ts';
import { newState, type SlackIdentity, type SlackOptions, type SlackState } from './slack-state.ts';

export interface SlackConnection extends ChatConnection {
  /** For `POST /slack/events`; there when a signing secret is configured. */
  readonly httpHandler?: SlackHttpHandler;
  /** A goal changed: whoever looks at it sees it as it is now, soon. */
  goalChanged(news: GoalNews): void;
}

/** What Slack shows of a goal beside its thread. */
export interface GoalNews {
  readonly dispatcher: Actor;
  readonly origin: Origin;
  readonly state: GoalState;
  readonly title: string;
}

/**
 * drover in Slack: over HTTP with a signing secret, over sockets with an app token, or both.
 * @throws DroverError CONFIG_INVALID when there is neither
 */
export function createSlack(options: SlackOptions): SlackConnection {
  const { signingSecret, appToken } = options;
  if (signingSecret === undefined && appToken === undefined) throw noWayIn();
  const slack = newState(options, boltLogger(options.logger));
  const app = boltApp(slack);
  let sockets: KeptSockets | undefined;
  let team: string | undefined;
  return {
    chat: slackChat(slack),
    people: slackPeople(slack),
    attachments: slackAttachments(slack),
    goalChanged: (news) => goalChanged(slack, news),
    start: async (signal) => {
      team = (await recogniseBot(slack, signal)).team;
      if (appToken !== undefined) {
        sockets = keepSockets({ slack, app, appToken });
        await untilReady(sockets, signal);
      }
      slack.phase = 'ready';
    },
    workspace: () => team,
    stop: () => stop(slack, sockets),
    health: () => health(slack),
    ...(signingSecret === undefined ? {} : { httpHandler: httpHandler(slack, app, signingSecret) }),
  };
}

function goalChanged(slack: SlackState, { dispatcher, origin, state, title }: GoalNews): void {
  if (dispatcher.platform === 'slack') showHome(slack, dispatcher.user);
  const { platform, channel, thread } = origin;
  if (slack.options.agent === true && platform === 'slack' && thread !== undefined)
    showSession(slack, { channel, thread, status: sessionStatus(state), title });
}

/**
 * Asks Slack who the bot is until it answers.
 * @throws DroverError TOKEN_REFUSED when Slack does not know the token; the signal's reason when aborted
 */
async function recogniseBot(slack: SlackState, signal: AbortSignal): Promise<SlackIdentity> {
  const { clock } = slack.options;
  for (let pauseMs = slack.timing.retryMs; ; pauseMs = Math.min(pauseMs * 2, slack.timing.retryMaxMs)) {
    const identity = await identityOf(slack, signal);
    if (identity.ok) return identity.value;
    if (identity.tokenRefused) throw botTokenRefused(slack.tokenProblem);
    const { failure } = identity;
    slack.logger.warn({ failure }, 'Slack does not answer yet');
    await clock.sleep(failure.kind === 'rate-limited' ? failure.retryAfterMs : pauseMs, signal);
  }
}

/** Sockets that cannot be used are closed again. */
async function untilReady(sockets: KeptSockets, signal: AbortSignal): Promise<void> {
  const aborted = Promise.withResolvers<never>();
  const onAbort = () => aborted.reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    signal.throwIfAborted();
    await Promise.race([sockets.ready, aborted.promise]);
  } catch (error) {
    await sockets.close();
    throw error;
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/** Sockets stay open while answers are on their way, because acknowledgements travel on them. */
async function stop(slack: SlackState, sockets: KeptSockets | undefined): Promise<void> {
  slack.phase = 'stopping';
  const enough = new AbortController();
  const patience = slack.options.clock.sleep(slack.timing.drainMs, enough.signal).catch(() => {
    // Aborted below: everything was answered in time.
  });
  await Promise.race([drained(slack), patience]);
  await sockets?.close();
  await Promise.race([drained(slack), patience]);
  enough.abort();
  slack.closed.abort(new Error('drover stops'));
}

async function drained(slack: SlackState): Promise<void> {
  while (slack.inflight.size > 0) await Promise.all(slack.inflight);
}

function health(slack: SlackState): { ok: boolean; reason: string } {
  if (slack.phase === 'stopping') return { ok: false, reason: 'stopping' };
  if (slack.tokenProblem !== undefined) return { ok: false, reason: slack.tokenProblem };
  const open = slack.lanes.filter((lane) => lane.connected).length;
  if (slack.lanes.length > 0 && open === 0)
    return { ok: false, reason: `not connected: ${slack.lanes[0]?.reason ?? 'no socket'}` };
  if (slack.phase === 'new') return { ok: false, reason: 'not started' };
  return {
    ok: true,
    reason:
      slack.lanes.length > 0 ? `connected, ${open} of ${slack.lanes.length} sockets` : 'ready for requests',
  };
}

const noWayIn = (): DroverError =>
  new DroverError(
    'CONFIG_INVALID',
    'Slack has a bot token but no way in.',
    'Set SLACK_SIGNING_SECRET (HTTP) or SLACK_APP_TOKEN (Socket Mode).',
  );

const botTokenRefused = (problem: string | undefined): DroverError =>
  new DroverError(
    'TOKEN_REFUSED',
    problem ?? 'Slack refused the bot token.',
    'Check SLACK_BOT_TOKEN: copy it again from the app’s page "OAuth & Permissions".',
  );
