import {
  Client,
  DiscordAPIError,
  GatewayIntentBits,
  Partials,
  REST,
  Routes,
  type ClientOptions,
  type RESTOptions,
} from 'discord.js';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import {
  startDiscordEmulator,
  type DiscordEmulator,
} from '../../support/discord-emulator/start-discord-emulator.ts';
import { home } from '../../support/discord-emulator/state/guild.ts';

/** An emulator that ends with the test. People have patience: the machine may be busy. */
export async function openEmulator(): Promise<DiscordEmulator> {
  const emulator = await startDiscordEmulator();
  onTestFinished(emulator.close);
  emulator.state.responseMs = 20_000;
  return emulator;
}

export const usualIntents = [
  GatewayIntentBits.Guilds,
  GatewayIntentBits.GuildMessages,
  GatewayIntentBits.MessageContent,
  GatewayIntentBits.DirectMessages,
];

/** The real client of discord.js, logged in and ready; it ends with the test. */
export async function openClient(
  emulator: DiscordEmulator,
  options: Partial<ClientOptions> = {},
): Promise<Client<true>> {
  const client = newClient(emulator, options);
  const isReady = new Promise((resolve) => {
    client.once('clientReady', resolve);
  });
  await client.login(emulator.state.token);
  await isReady;
  if (!client.isReady()) throw new Error('the client is not ready');
  return client;
}

/** A client that did not log in yet. */
export function newClient(emulator: DiscordEmulator, options: Partial<ClientOptions> = {}): Client {
  const client = new Client({
    intents: usualIntents,
    partials: [Partials.Channel],
    allowedMentions: { parse: [] },
    rest: { api: emulator.apiUrl },
    ...options,
  });
  client.on('error', () => undefined);
  onTestFinished(() => client.destroy());
  return client;
}

/** The REST client of discord.js alone, without a gateway. */
export const openRest = (emulator: DiscordEmulator, options: Partial<RESTOptions> = {}): REST =>
  new REST({ version: '10', api: emulator.apiUrl, ...options }).setToken(emulator.state.token);

/** The code of the error that a request was answered with. */
export const codeOf = async (request: Promise<unknown>): Promise<number | string> => {
  const error = await request.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof DiscordAPIError) return error.code;
  throw new Error('no error of Discord', { cause: error });
};

const IdSchema = z.looseObject({ id: z.string() });

/** An emulator with a REST client, and how to post a message and start a thread; both answer ids. */
export async function openPosting() {
  const emulator = await openEmulator();
  const rest = openRest(emulator);
  const post = async (body: object, channel: string = home.general): Promise<string> =>
    IdSchema.parse(await rest.post(Routes.channelMessages(channel), { body })).id;
  const thread = async (name = 'work'): Promise<string> => {
    const id = await post({ content: 'root' });
    await rest.post(Routes.threads(home.general, id), { body: { name } });
    return id;
  };
  return { emulator, state: emulator.state, rest, post, thread };
}

/** How long a poll may take on a busy machine. */
export const patient = { timeout: 20_000 };
