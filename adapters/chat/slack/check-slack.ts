import { webApi } from '@slack/bolt';
import type { Clock } from '../../../src/ports/clock.ts';
import { toError } from '../../../src/domain/errors.ts';
import type { CheckOutcome, DoctorCheck } from '../../../src/ports/doctor.ts';
import { checkClock } from '../shared/check-clock.ts';
import { boltLogger } from './bolt-logger.ts';
import { callSlack, clientOptions, fetchWithin, type CallResult } from './call-slack.ts';
import { eventScopes, methodScopes, scopesFor } from './manifest.ts';
import { newState, type SlackOptions, type SlackState } from './slack-state.ts';

export interface SlackChecks {
  /** Channels that drover is to speak in. */
  readonly channels: readonly string[];
  /** Whether a message may be posted there for a moment; otherwise only whether they can be read is tried. */
  readonly post: boolean;
}

type Identity = CallResult<{
  readonly who: string;
  readonly scopes: readonly string[];
  readonly date: string | null;
}>;

/** What can be told about Slack: tokens, scopes, the clock, and each channel. */
export function checkSlack(
  options: SlackOptions & { readonly clock: Clock },
  { channels, post }: SlackChecks,
): readonly DoctorCheck[] {
  const slack = newState(options, boltLogger(options.logger));
  let asked: Promise<Identity> | undefined;
  const identity = (signal: AbortSignal) => (asked ??= identify(slack, signal));
  return [
    { name: 'Slack bot token', run: async (signal) => botToken(await identity(signal)) },
    { name: 'Slack app token', run: (signal) => appToken(slack, signal) },
    { name: 'Slack scopes', run: async (signal) => scopes(await identity(signal), options.agent === true) },
    { name: 'Slack clock', run: async (signal) => clock(await identity(signal), options.clock.now()) },
    ...channels.map((channel) => ({
      name: `Slack channel ${channel}`,
      run: (signal: AbortSignal) =>
        post ? tryPost(slack, channel, signal) : tryRead(slack, channel, signal),
    })),
  ];
}

async function identify(slack: SlackState, signal: AbortSignal): Promise<Identity> {
  let date: string | null = null;
  return callSlack(slack, signal, async () => {
    const base = clientOptions(slack, signal);
    const within = fetchWithin(slack.timing.callMs, signal);
    const noted: typeof fetch = async (input, init) => {
      const response = await within(input, init);
      date = response.headers.get('date');
      return response;
    };
    const answer = await new webApi.WebClient(slack.options.botToken, { ...base, fetch: noted }).auth.test();
    return { who: `${answer.user} in ${answer.team}`, scopes: answer.response_metadata?.scopes ?? [], date };
  });
}

const copyTokens = 'Copy the tokens again from the app’s settings; docs/slack.md, step 3.';

function botToken(identity: Identity): CheckOutcome {
  return identity.ok ? { status: 'ok', detail: identity.value.who } : failed(identity, copyTokens);
}

async function appToken(slack: SlackState, signal: AbortSignal): Promise<CheckOutcome> {
  if (slack.options.appToken === undefined)
    return { status: 'off', detail: 'not configured: events come over HTTP' };
  try {
    const client = new webApi.WebClient(slack.options.appToken, clientOptions(slack, signal));
    await client.apps.connections.open();
    return { status: 'ok', detail: 'sockets may be opened' };
  } catch (error) {
    return { status: 'fail', detail: toError(error).message, hint: copyTokens };
  }
}

/** What the app may not do that it should, with what will not work for it. */
function scopes(identity: Identity, agent: boolean): CheckOutcome {
  if (!identity.ok) return unasked;
  const granted = new Set(identity.value.scopes);
  if (granted.size === 0)
    return { status: 'unknown', detail: 'Slack did not say which scopes the token has' };
  const missing = scopesFor(agent).filter((scope) => !granted.has(scope));
  if (missing.length === 0) return { status: 'ok', detail: `${granted.size} granted` };
  return {
    status: 'fail',
    detail: `missing: ${missing.map((scope) => `${scope} (${neededBy(scope)})`).join('; ')}`,
    hint: 'Update the app from `drover slack manifest`, and install it again.',
  };
}

function neededBy(scope: string): string {
  const needing = [...Object.entries(methodScopes), ...Object.entries(eventScopes)].flatMap(
    ([name, needed]) => (needed.includes(scope) ? [name] : []),
  );
  return needing.length === 0 ? 'the command /goal' : `without it no ${needing.slice(0, 3).join(', ')}`;
}

const clock = (identity: Identity, now: number): CheckOutcome =>
  identity.ok ? checkClock(identity.value.date, now) : unasked;

const unasked: CheckOutcome = { status: 'unknown', detail: 'Slack did not answer to the bot token' };

const invite = 'Invite the bot there (/invite @drover), or correct the channel’s id in the configuration.';

/** The message is taken back at once; when that fails somebody is told that it stands there. */
async function tryPost(slack: SlackState, channel: string, signal: AbortSignal): Promise<CheckOutcome> {
  const text = 'drover doctor: a test message, which is removed at once.';
  const post = { channel, text, unfurl_links: false, unfurl_media: false };
  // eslint-disable-next-line unicorn/require-post-message-target-origin -- Slack's method, not the window's
  const posted = await callSlack(slack, signal, (client) => client.chat.postMessage(post));
  if (!posted.ok) return failed(posted, invite);
  const ts = posted.value.ts ?? '';
  const removed = await callSlack(slack, signal, (client) => client.chat.delete({ channel, ts }));
  if (removed.ok) return { status: 'ok', detail: 'a test message was posted and removed' };
  return { status: 'warn', detail: `a test message was posted and stands there: ${words(removed.failure)}` };
}

async function tryRead(slack: SlackState, channel: string, signal: AbortSignal): Promise<CheckOutcome> {
  const read = await callSlack(slack, signal, (client) =>
    client.conversations.history({ channel, limit: 1 }),
  );
  return read.ok
    ? { status: 'unknown', detail: 'it can be read; whether it can be posted to was not tried' }
    : failed(read, invite);
}

/** A refusal is somebody's mistake; no answer says nothing about the token or the channel, but nothing works without. */
function failed({ failure }: Extract<CallResult<unknown>, { ok: false }>, hint: string): CheckOutcome {
  if (failure.kind === 'refused')
    return { status: 'fail', detail: words(failure), hint: failure.hint || hint };
  return {
    status: 'fail',
    detail: words(failure),
    hint,
    ...(failure.kind === 'transient' ? { missing: true } : {}),
  };
}

function words(failure: object): string {
  if ('message' in failure) return String(failure.message);
  return 'code' in failure ? String(failure.code) : JSON.stringify(failure);
}
