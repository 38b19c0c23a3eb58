import {
  Client,
  DiscordAPIError,
  GatewayIntentBits,
  Partials,
  REST,
  type ClientOptions,
  type RESTOptions,
} from 'discord.js';
import { onTestFinished } from 'vitest';
import {
  startDiscordEmulator,
  type DiscordEmulator,
} from '../../support/discord-emulator/start-discord-emulator.ts';

/** An emulator that ends with the test. */
export async function openEmulator(): Promise<DiscordEmulator> {
  const emulator = await startDiscordEmulator();
  onTestFinished(emulator.close);
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
