import { join } from 'node:path';
import { createConsoleChat } from '../../../adapters/chat/console/create-console-chat.ts';
import { renderContent } from '../../../adapters/cli/show/render-content.ts';
import { toError } from '../../domain/errors.ts';
import type { Config } from '../../config/config.ts';
import { optional } from '../../config/optional.ts';
import type { ChatConnection } from '../../ports/chat/chat.ts';
import { banner } from './banner.ts';
import { buildHttp, terminal } from '../build/build-http.ts';
import { buildDiscord } from '../chat/build-discord.ts';
import { buildSlack } from '../chat/build-slack.ts';
import { openDrover, type Leaving, type Opened } from '../open-drover.ts';
import { runDrover, type Served } from '../run-drover.ts';
import type { Terminal } from '../terminal.ts';

/**
 * Everything in one process: HTTP, Slack and Discord when configured, the terminal, the worker and the store, until `signal`.
 * @throws DroverError what stops it from starting, or what made it stop
 */
export async function startDrover(
  config: Config,
  io: Terminal,
  leaving: Leaving,
  signal: AbortSignal,
): Promise<void> {
  const drover = await openDrover(config, leaving);
  const over = new AbortController();
  const until = AbortSignal.any([signal, over.signal]);
  const slack = await buildSlack(drover);
  const discord = await buildDiscord(drover);
  const here = openTerminal(drover, io);
  const platforms = [slack, discord].filter((one) => one !== undefined);
  const connections: ChatConnection[] = [here, ...platforms];
  for (const { chat, people } of connections)
    if (people !== undefined) drover.people.set(chat.platform, people);
  const http = buildHttp(drover, connections, {
    ...optional('slack', slack?.httpHandler),
    ...optional('discord', discord?.httpHandler),
  });
  const served: Served[] = [http];
  try {
    const { url } = await http.start();
    served.push(await drover.openDoor());
    await drover.ownership.setUrl(url);
    io.output.write(banner(config, url, leaving));
    await here.start(until);
  } catch (error) {
    await Promise.allSettled(served.map((part) => part.stop()));
    await drover.close();
    // Told to end before it had begun.
    if (signal.aborted) return;
    throw error;
  }
  const connecting = Promise.all(platforms.map((platform) => connect(platform, until, over)));
  await runDrover(drover, connections, served, until);
  const refused = (await connecting).find((problem) => problem !== undefined);
  if (refused !== undefined) throw refused;
}

/** A platform may take its time; refused for good (a wrong token) it ends drover, for nothing starts half-configured. */
async function connect(
  platform: ChatConnection,
  signal: AbortSignal,
  over: AbortController,
): Promise<Error | undefined> {
  try {
    await platform.start(signal);
    return undefined;
  } catch (error) {
    if (signal.aborted) return undefined;
    over.abort();
    return toError(error);
  }
}

const openTerminal = ({ config, intake, runtime, logger }: Opened, io: Terminal): ChatConnection =>
  createConsoleChat({
    output: io.output,
    transcriptFile: join(config.home, 'console.jsonl'),
    place: terminal,
    intake,
    clock: runtime.clock,
    random: runtime.random,
    logger,
    render: (content) => renderContent(content, { color: io.color }),
    ...(io.input === undefined ? {} : { input: io.input }),
  });
