import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { Routes } from 'discord.js';
import { z } from 'zod';
import { toError } from '../../../src/domain/errors.ts';
import type { Attachment } from '../../../src/domain/surface/attachment.ts';
import type { Attachments } from '../../../src/ports/chat/attachments.ts';
import { callDiscord } from './call-discord.ts';
import type { DiscordState } from './discord-state.ts';

/** Where Discord keeps what people attach. Source: https://discord.com/developers/docs/reference#signed-attachment-cdn-urls */
const hosts: readonly string[] = ['cdn.discordapp.com', 'media.discordapp.net'];

type Fetched = Awaited<ReturnType<Attachments['fetch']>>;
type Found = { readonly url: string } | Extract<Fetched, { ok: false }>;

const MessageSchema = z.object({ attachments: z.array(z.object({ id: z.string(), url: z.string() })) });

/** Brings what people attached, from Discord's own hosts only. */
export const discordAttachments = (discord: DiscordState): Attachments => ({
  fetch: async (attachment, path, { longest }, signal) => {
    const found = await addressOf(discord, attachment, signal);
    return 'url' in found ? await download(found.url, path, longest, signal) : found;
  },
});

const gone = (problem: string, again: boolean): Extract<Fetched, { ok: false }> => ({
  ok: false,
  problem,
  again,
});

/** Addresses expire within a day: that of a file on a message is asked for anew. */
async function addressOf(discord: DiscordState, { id }: Attachment, signal: AbortSignal): Promise<Found> {
  if (/^https?:/u.test(id)) return permitted(discord, id);
  const [channel = '', message = '', file = ''] = id.split('/');
  const asked = await callDiscord(
    discord,
    MessageSchema,
    (rest, within) => rest.get(Routes.channelMessage(channel, message), { signal: within }),
    signal,
  );
  if (!asked.ok)
    return gone('Discord does not give the message of the file.', asked.failure.kind !== 'refused');
  const url = asked.value.attachments.find((one) => one.id === file)?.url;
  return url === undefined
    ? gone('The file is no longer attached to its message.', false)
    : permitted(discord, url);
}

/** What an address from outside may lead to: Discord's hosts, or the one that stands in for Discord. */
function permitted({ options }: DiscordState, text: string): Found {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const own = options.apiUrl === undefined ? undefined : new URL(options.apiUrl).origin;
  const allowed =
    url !== undefined && (url.origin === own || (url.protocol === 'https:' && hosts.includes(url.hostname)));
  return allowed ? { url: url.href } : gone('The file does not lie with Discord.', false);
}

async function download(url: string, path: string, longest: number, signal: AbortSignal): Promise<Fetched> {
  try {
    const answer = await fetch(url, { signal, redirect: 'error' });
    if (!answer.ok || answer.body === null)
      return gone(
        `Discord answered ${answer.status} for the file.`,
        answer.status >= 500 || answer.status === 429,
      );
    return await write(answer.body, path, longest, signal);
  } catch (error) {
    signal.throwIfAborted();
    return gone(`The file did not come: ${toError(error).message}`, true);
  }
}

async function write(
  body: ReadableStream,
  path: string,
  longest: number,
  signal: AbortSignal,
): Promise<Fetched> {
  let bytes = 0;
  let tooLong = false;
  const count = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      bytes += chunk.length;
      tooLong = bytes > longest;
      done(tooLong ? new Error('too long') : null, chunk);
    },
  });
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600 });
  try {
    await pipeline(Readable.fromWeb(body), count, file, { signal });
    return { ok: true, bytes };
  } catch (error) {
    // The folder's owner made sure that nothing was there: what is there now is this part.
    if (file.bytesWritten > 0 || !isExisting(error)) await rm(path, { force: true });
    signal.throwIfAborted();
    return tooLong
      ? gone(`The file has more than ${longest} bytes.`, false)
      : gone(`The file did not come whole: ${toError(error).message}`, !isExisting(error));
  }
}

const isExisting = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EEXIST';
