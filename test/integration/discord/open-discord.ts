import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { createDiscord, type DiscordConnection } from '../../../adapters/chat/discord/create-discord.ts';
import type { DiscordOptions } from '../../../adapters/chat/discord/discord-state.ts';
import { systemClock } from '../../../adapters/system/system-clock.ts';
import { toError } from '../../../src/domain/errors.ts';
import type { Origin } from '../../../src/domain/origin.ts';
import type { Content } from '../../../src/domain/surface/content.ts';
import type { InboundMessage, VerbAnswer } from '../../../src/domain/verb.ts';
import type { Desk } from '../../../src/ports/chat/desk.ts';
import type { Logger } from '../../../src/ports/logger.ts';
import type { EmulatorState } from '../../support/discord-emulator/state/emulator-state.ts';
import { home } from '../../support/discord-emulator/state/guild.ts';
import type { StoredMessage } from '../../support/discord-emulator/state/things.ts';
import { startDiscordEmulator } from '../../support/discord-emulator/start-discord-emulator.ts';

/** A Discord emulator and drover's Discord side, with an intake that only remembers. */
export interface OpenDiscord {
  readonly state: EmulatorState;
  readonly discord: DiscordConnection;
  /** Address of `POST /discord/interactions`. */
  readonly endpoint: string;
  readonly asked: InboundMessage[];
  readonly log: string[];
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly start?: boolean;
  readonly intake?: DiscordOptions['intake'];
  readonly options?: Partial<DiscordOptions>;
  readonly prepare?: (state: EmulatorState) => void;
}

/** How long something that must come is waited for. */
export const soon = { timeout: 10_000 } as const;

/** The answer of an intake that took the request. */
export const recorded = (line: string): VerbAnswer => ({
  ok: true,
  content: { tone: 'good', title: 'Recorded', blocks: [{ type: 'text', spans: [line] }] },
});

export const says = (title: string, blocks: Content['blocks'] = []): Content => ({
  tone: 'info',
  title,
  blocks,
});

export async function openDiscord(given: OpenOptions = {}): Promise<OpenDiscord> {
  const { state, apiUrl, close: closeEmulator } = await startDiscordEmulator();
  given.prepare?.(state);
  const asked: InboundMessage[] = [];
  const log: string[] = [];
  const discord = createDiscord({
    token: state.token,
    applicationId: state.applicationId,
    publicKey: state.keys.publicHex,
    apiUrl,
    messageContent: true,
    clock: systemClock,
    logger: collecting(log),
    desk: deskWith(),
    registered: inMemory(),
    intake: async (message) => {
      asked.push(message);
      return await (given.intake?.(message) ?? recorded(describe(message)));
    },
    ...given.options,
    timing: { callMs: 2000, retryMs: 20, retryMaxMs: 100, drainMs: 2000, ...given.options?.timing },
  });
  const server = serve(discord);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  if (given.start !== false) await discord.start(AbortSignal.timeout(10_000));
  return {
    state,
    discord,
    endpoint: `http://127.0.0.1:${portOf(server)}/discord/interactions`,
    asked,
    log,
    close: async () => {
      await discord.stop();
      server.closeAllConnections();
      server.close();
      await closeEmulator();
      if (state.violations.length > 0) throw new Error(JSON.stringify(state.violations));
    },
  };
}

/** A request in a line, for looking at it. */
export const describe = ({ request }: InboundMessage): string =>
  request.form === 'line' ? request.line : JSON.stringify(request);

/** A small desk of its own: what the adapter does with one is tested, not what stands on it. */
export const deskWith = (over: Partial<Desk> = {}): Desk => ({
  press: (act) => {
    if (act.startsWith('form/')) return { is: 'form', act };
    const [verb = '', goal = '', ...rest] = act.split('/');
    return verb === 'gone'
      ? undefined
      : { is: 'request', request: { form: 'fields', verb, goal, text: rest.join(' ') } };
  },
  form: async (act) =>
    act.endsWith('G-9')
      ? undefined
      : {
          act,
          title: 'A new goal',
          submit: 'Run',
          inputs: [
            { name: 'text', label: 'What is to be done', kind: 'text', required: true },
            {
              name: 'project',
              label: 'Project',
              kind: 'choice',
              required: true,
              value: 'shop',
              options: [
                { value: 'shop', label: 'shop' },
                { value: 'site', label: 'site' },
              ],
            },
          ],
        },
  submit: (act, { text = '', project = '' }) =>
    text === 'bad'
      ? { ok: false, problems: { text: 'says nothing' } }
      : { ok: true, request: { form: 'fields', verb: act.split('/')[1] ?? '', text, flags: { project } } },
  suggest: async (what, typed) => [{ value: `${what}-${typed}`, label: `${what} ${typed}` }],
  home: async () => says('home'),
  commands: [
    {
      verb: 'run',
      summary: 'dispatch a goal',
      options: [
        { name: 'text', kind: 'text', required: false, help: 'what to do' },
        { name: 'project', kind: 'text', required: false, help: 'where', suggests: 'project' },
        { name: 'cost', kind: 'number', required: false, help: 'dollars' },
        { name: 'no-accept', kind: 'switch', required: false, help: 'no checks' },
        { name: 'attach', kind: 'file', required: false, help: 'a file' },
      ],
    },
    {
      verb: 'pause',
      summary: 'hold',
      options: [{ name: 'goal', kind: 'text', required: false, help: 'which', suggests: 'goal' }],
    },
    {
      verb: 'schedule',
      part: 'add',
      summary: 'make one',
      options: [
        { name: 'name', kind: 'text', required: true, help: 'its name' },
        { name: 'cron', kind: 'text', required: true, help: 'when' },
        { name: 'text', kind: 'text', required: true, help: 'what' },
      ],
    },
  ],
  ...over,
});

function inMemory(): NonNullable<DiscordOptions['registered']> {
  let hash: string | undefined;
  return {
    read: async () => hash,
    write: async (value) => {
      hash = value;
    },
  };
}

export const inGeneral = (thread?: string): Origin => ({
  platform: 'discord',
  workspace: home.guild,
  channel: home.general,
  ...(thread === undefined ? {} : { thread }),
});

/** What stands in a channel or thread for everybody, oldest first. */
export const shownIn = (state: EmulatorState, channel: string): readonly StoredMessage[] =>
  (state.channels.get(channel)?.messages ?? []).filter((message) => message.onlyFor === undefined);

/** As drover's own HTTP server does it: raw bytes in, status and body out. */
const serve = (discord: DiscordConnection): Server =>
  createServer((request, response) => {
    answer(discord, request, response).catch((error: unknown) => response.destroy(toError(error)));
  });

async function answer(
  discord: DiscordConnection,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const rawBody = await buffer(request);
  const given = await discord.httpHandler?.({ headers: request.headers, rawBody });
  response.statusCode = given?.status ?? 404;
  for (const [name, value] of Object.entries(given?.headers ?? {})) response.setHeader(name, value);
  response.end(given?.body);
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}

function collecting(lines: string[]): Logger {
  const write = (fields: object, message: string) => void lines.push(`${message} ${inspectable(fields)}`);
  const logger: Logger = { debug: write, info: write, warn: write, error: write, child: () => logger };
  return logger;
}

const inspectable = (fields: object): string =>
  JSON.stringify(fields, (_, value: unknown) =>
    value instanceof Error ? (value.stack ?? value.message) : value,
  );
