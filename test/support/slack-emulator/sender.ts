import { createHmac } from 'node:crypto';
import { nextTs, type EmulatorState, type StoredMessage } from './emulator-state.ts';
import { messageJson } from './methods/conversation-methods.ts';
import { addFile } from './methods/file-methods.ts';
import { eventBody } from './people/event-body.ts';
import { withinPatience, type Acked } from './people/within-patience.ts';
import { newResponseUrl, newTrigger } from './people/trigger.ts';
import { AnswerSchema, show } from './response-urls.ts';
import { sendEnvelope } from './sockets.ts';

/** Where an app is reached: the address of its endpoint, or its sockets. */
export type Target = { readonly endpoint: string } | 'socket';

export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

/** How a request deviates from what Slack would send. */
export interface Forgery {
  readonly secret?: string;
  /** Seconds by which the timestamp is off; negative is the past. */
  readonly offsetSeconds?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Posts a body with Slack's signature, or a forged one. */
export async function postSigned(
  state: EmulatorState,
  endpoint: string,
  contentType: string,
  body: string,
  forgery: Forgery = {},
): Promise<HttpAnswer> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': contentType, ...signedHeaders(state, body, forgery), ...forgery.headers },
    body,
  });
  return { status: response.status, body: await response.text() };
}

/** The two headers that prove a request; https://docs.slack.dev/authentication/verifying-requests-from-slack */
export function signedHeaders(
  state: EmulatorState,
  body: string,
  forgery: Forgery = {},
): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1000) + (forgery.offsetSeconds ?? 0));
  const key = forgery.secret ?? state.signingSecret;
  const mac = createHmac('sha256', key).update(`v0:${timestamp}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${mac}` };
}

export interface TypedCommand {
  readonly channel: string;
  readonly user: string;
  readonly text: string;
  readonly command?: string;
}

/** The form of a slash command; text is escaped as Slack does it. */
export function commandForm(state: EmulatorState, typed: TypedCommand): Record<string, string> {
  return {
    team_id: state.team,
    team_domain: 'emulator',
    channel_id: typed.channel,
    channel_name: state.channels.get(typed.channel)?.name ?? 'unknown',
    user_id: typed.user,
    user_name: state.people.get(typed.user)?.name ?? typed.user.toLowerCase(),
    command: typed.command ?? '/goal',
    text: typed.text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    api_app_id: state.bot.app,
    is_enterprise_install: 'false',
    response_url: newResponseUrl(state, { user: typed.user, channel: typed.channel }).url,
    trigger_id: newTrigger(state, typed.user),
  };
}

/**
 * What the person sees at once: the acknowledgement's body; `operation_timeout` or an HTTP error otherwise. What it shows
 * stays in the channel for that person, so that its buttons can be pressed.
 */
export async function typeCommand(
  state: EmulatorState,
  target: Target,
  typed: TypedCommand,
): Promise<{ readonly seen: string; readonly responseId: string; readonly triggerId: string }> {
  const form = commandForm(state, typed);
  const acked = await sendCommand(state, target, form);
  const shown = AnswerSchema.safeParse(acked.payload);
  if (acked.acked && shown.success && (shown.data.text !== '' || shown.data.blocks.length > 0))
    show(state, { user: typed.user, channel: typed.channel, since: 0 }, shown.data);
  return {
    seen: acked.seen,
    responseId: (form['response_url'] ?? '').split('/').at(-1) ?? '',
    triggerId: form['trigger_id'] ?? '',
  };
}

async function sendCommand(
  state: EmulatorState,
  target: Target,
  form: Readonly<Record<string, string>>,
): Promise<Acked> {
  if (target === 'socket') {
    const answer = await sendEnvelope(state, 'slash_commands', form);
    if (!answer.acked) return { acked: false, seen: 'operation_timeout', payload: undefined };
    return { acked: true, seen: JSON.stringify(answer.payload), payload: answer.payload };
  }
  const body = new URLSearchParams(form).toString();
  const sent = postSigned(state, target.endpoint, 'application/x-www-form-urlencoded', body);
  return await withinPatience(state, 'command', sent);
}

export interface TypedMessage {
  readonly channel: string;
  readonly user: string;
  /** As Slack stores it: mentions are `<@U…>`. */
  readonly text: string;
  readonly threadTs?: string;
  /** Files that come along, with their bytes. */
  readonly files?: readonly { readonly name: string; readonly bytes: Buffer | string }[];
  /** A message that another program wrote. */
  readonly botId?: string;
}

/** Puts a person's message into the channel; the person becomes a member. */
export function addMessage(state: EmulatorState, typed: TypedMessage): StoredMessage {
  const channel = state.channels.get(typed.channel);
  if (channel === undefined) throw new Error(`no channel ${typed.channel}`);
  channel.members.add(typed.user);
  const message: StoredMessage = {
    ts: nextTs(state),
    user: typed.user,
    text: typed.text,
    blocks: [],
    edits: 0,
    ...(typed.threadTs === undefined ? {} : { threadTs: typed.threadTs }),
    ...(typed.botId === undefined ? {} : { botId: typed.botId }),
    ...(typed.files === undefined ? {} : { files: typed.files.map((file) => upload(state, typed, file)) }),
  };
  channel.messages.push(message);
  return message;
}

/** A file of a person, shared in the channel where it was sent. */
function upload(
  state: EmulatorState,
  typed: TypedMessage,
  { name, bytes }: { readonly name: string; readonly bytes: Buffer | string },
): string {
  const content = Buffer.from(bytes);
  const file = addFile(state, { name, user: typed.user, length: content.length });
  file.bytes = content;
  file.completed = true;
  file.unreadyFor = 0;
  file.channels.add(typed.channel);
  return file.id;
}

/** The bodies of the events that a message causes: `message`, and `app_mention` when it names the bot. */
export function eventsOf(
  state: EmulatorState,
  channel: string,
  message: StoredMessage,
): readonly Record<string, unknown>[] {
  const types = message.text.includes(`<@${state.bot.user}>`) ? ['message', 'app_mention'] : ['message'];
  const person = state.people.get(message.user);
  return types.map((type) => ({
    ...eventBody(state, {
      ...messageJson(state, message, false),
      type,
      channel,
      team: person?.team ?? state.team,
      event_ts: message.ts,
      ...(person?.team === undefined ? {} : { user_team: person.team, source_team: person.team }),
      ...(type === 'message' ? { channel_type: channel.startsWith('D') ? 'im' : 'channel' } : {}),
      ...(type === 'message' && message.files !== undefined ? { subtype: 'file_share' } : {}),
    }),
    is_ext_shared_channel: state.channels.get(channel)?.shared ?? false,
  }));
}

/** Delivers an event as Slack does: again, up to three times, until it is confirmed. Answers the number of attempts. */
export async function deliverEvent(
  state: EmulatorState,
  target: Target,
  body: Record<string, unknown>,
  waitMs?: number,
): Promise<{ readonly confirmed: boolean; readonly attempts: number }> {
  for (let attempt = 0; attempt <= 3; attempt += 1) {
    if (await attemptEvent(state, target, body, { attempt, ...(waitMs === undefined ? {} : { waitMs }) }))
      return { confirmed: true, attempts: attempt + 1 };
  }
  return { confirmed: false, attempts: 4 };
}

async function attemptEvent(
  state: EmulatorState,
  target: Target,
  body: Record<string, unknown>,
  retry: { readonly attempt: number; readonly waitMs?: number },
): Promise<boolean> {
  if (target === 'socket') return (await sendEnvelope(state, 'events_api', body, retry)).acked;
  const headers: Record<string, string> =
    retry.attempt === 0
      ? {}
      : { 'x-slack-retry-num': String(retry.attempt), 'x-slack-retry-reason': 'http_error' };
  const answer = await postSigned(state, target.endpoint, 'application/json', JSON.stringify(body), {
    headers,
  });
  return answer.status >= 200 && answer.status < 300;
}

/** A person types into a channel or thread; all events that it causes are delivered. */
export async function say(state: EmulatorState, target: Target, typed: TypedMessage): Promise<StoredMessage> {
  const message = addMessage(state, typed);
  const events = eventsOf(state, typed.channel, message);
  await Promise.all(events.map((body) => deliverEvent(state, target, body)));
  return message;
}
