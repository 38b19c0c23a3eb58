import { dispatch } from '../gateway/dispatch.ts';
import { channelJson } from '../json/channel-json.ts';
import { messageJson } from '../json/message-json.ts';
import { invokerJson, userJson } from '../json/user-json.ts';
import { respond } from '../answers/respond.ts';
import { nextId, now, type EmulatorState, type Interaction } from '../state/emulator-state.ts';
import { channelOf } from '../state/guild.ts';
import { deniedBits, permissionsOf } from '../state/permissions.ts';
import type { Channel, Json, StoredMessage } from '../state/things.ts';
import { lookAt, type Seen } from './seen.ts';
import { postSigned } from './sign.ts';

/** Where an application is reached: by its sessions, or at its endpoint. */
export type Target = 'gateway' | { readonly endpoint: string };

/** What a person does. */
export interface Act {
  readonly type: number;
  /** The command's name, or the `custom_id`. */
  readonly name: string;
  readonly user: string;
  readonly channel: string;
  readonly data: Json;
  readonly source?: StoredMessage | undefined;
}

/** Sends an interaction and answers what the person sees, at the latest after three seconds. */
export async function interact(state: EmulatorState, target: Target, act: Act): Promise<Seen> {
  const { interaction, isAnswered } = begin(state, act);
  const json = interactionJson(state, interaction, act);
  const timer = setTimeout(() => {
    interaction.failure ??= 'did-not-respond';
    interaction.answered();
  }, state.responseMs);
  if (target === 'gateway') sendByGateway(state, interaction, json);
  else await sendByHttp(state, interaction, target.endpoint, json);
  await isAnswered;
  clearTimeout(timer);
  return lookAt(state, interaction.id);
}

function begin(state: EmulatorState, act: Act) {
  const { promise, resolve } = Promise.withResolvers<void>();
  const id = nextId(state);
  const interaction: Interaction = {
    id,
    token: `interaction-token-${id}`,
    type: act.type,
    name: act.name,
    user: act.user,
    channel: act.channel,
    sentAt: now(state),
    source: act.source,
    response: undefined,
    ephemeral: false,
    original: undefined,
    pending: false,
    followups: [],
    modal: undefined,
    choices: undefined,
    failure: undefined,
    answered: resolve,
  };
  state.interactions.set(id, interaction);
  return { interaction, isAnswered: promise };
}

function sendByGateway(state: EmulatorState, interaction: Interaction, json: Json): void {
  dispatch(state, 'INTERACTION_CREATE', json);
  // Nobody is there who could answer later.
  if (state.sessions.size === 0) fail(interaction, 'did-not-respond');
}

/** The answer of the endpoint may be the first response itself; an empty one (202) says that it comes by REST. */
async function sendByHttp(
  state: EmulatorState,
  interaction: Interaction,
  endpoint: string,
  json: Json,
): Promise<void> {
  try {
    const answer = await postSigned(state, endpoint, JSON.stringify(json));
    if (answer.status < 200 || answer.status > 299) return fail(interaction, `http_error_${answer.status}`);
    if (answer.body === '') return;
    const outcome = respond(state, interaction, { body: JSON.parse(answer.body), files: [] });
    if (outcome.code !== undefined)
      fail(interaction, `error_${outcome.code} ${JSON.stringify(outcome.body)}`);
  } catch (error) {
    fail(interaction, error instanceof DOMException ? 'did-not-respond' : `unreachable: ${String(error)}`);
  }
}

function fail(interaction: Interaction, why: string): void {
  if (interaction.response === undefined) interaction.failure ??= why;
  interaction.answered();
}

function interactionJson(state: EmulatorState, interaction: Interaction, act: Act): Json {
  const channel = channelOf(state, act.channel);
  return {
    id: interaction.id,
    application_id: state.applicationId,
    type: act.type,
    token: interaction.token,
    version: 1,
    data: act.data,
    channel_id: channel.id,
    channel: { ...channelJson(state, channel), permissions: String(appPermissions(state, channel)) },
    locale: 'en-US',
    app_permissions: String(appPermissions(state, channel)),
    entitlements: [],
    authorizing_integration_owners: { 0: channel.guild ?? '0' },
    context: channel.guild === undefined ? 1 : 0,
    attachment_size_limit: 10_485_760,
    ...invokerFields(state, channel, act.user),
    ...(act.source === undefined ? {} : { message: messageJson(state, act.source) }),
  };
}

/** In a guild a member with its rights, elsewhere a user. */
function invokerFields(state: EmulatorState, channel: Channel, user: string): Json {
  const guild = state.guilds.get(channel.guild ?? '');
  if (guild === undefined) return { user: userJson(state, user) };
  const member = guild.members.get(user) ?? { user, roles: [] };
  return {
    guild_id: guild.id,
    guild: { id: guild.id, locale: 'en-US', features: [] },
    guild_locale: 'en-US',
    member: invokerJson(state, guild, member),
  };
}

function appPermissions(state: EmulatorState, channel: Channel): bigint {
  const guild = state.guilds.get(channel.guild ?? '');
  const all = guild === undefined ? (1n << 53n) - 1n : permissionsOf(guild, state.bot.id);
  return all & ~deniedBits(channel);
}
