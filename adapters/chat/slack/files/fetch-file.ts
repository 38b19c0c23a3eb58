import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { toError } from '../../../../src/domain/errors.ts';
import type { Attachments } from '../../../../src/ports/chat/attachments.ts';
import { callSlack } from '../call-slack.ts';
import type { SlackState } from '../slack-state.ts';
import { slacksOwn } from './slacks-own.ts';

type Fetched = Awaited<ReturnType<Attachments['fetch']>>;

/** Milliseconds for one file. */
const fileMs = 120_000;

/** Brings files that people sent. `again`: it may work later. */
export const slackAttachments = (slack: SlackState): Attachments => ({
  fetch: async ({ id }, path, { longest }, signal) => {
    const source = await sourceOf(slack, id, signal);
    return 'ok' in source ? source : await download(slack, source, { path, longest }, signal);
  },
});

/** Where a file's bytes are. Source: https://docs.slack.dev/reference/objects/file-object */
const SourceSchema = z.object({
  url_private_download: z.string().optional(),
  url_private: z.string().optional(),
  mimetype: z.string().nullish(),
  size: z.number().optional(),
  mode: z.string().optional(),
});
type Source = z.infer<typeof SourceSchema>;

async function sourceOf(slack: SlackState, id: string, signal: AbortSignal): Promise<Source | Fetched> {
  const answer = await callSlack(slack, signal, (client) => client.files.info({ file: id }));
  if (answer.ok) return SourceSchema.safeParse(answer.value.file).data ?? lost('Slack did not describe it');
  const { failure } = answer;
  if (failure.kind === 'refused') return lost(`Slack answered ${failure.code}`);
  return { ok: false, problem: 'Slack could not be asked for it', again: true };
}

async function download(
  slack: SlackState,
  source: Source,
  { path, longest }: { readonly path: string; readonly longest: number },
  signal: AbortSignal,
): Promise<Fetched> {
  const url = slacksOwn(source.url_private_download ?? source.url_private, slack.options.apiUrl);
  if (url === undefined) return lost('it does not lie at Slack');
  if ((source.size ?? 0) > longest) return tooLong(longest);
  try {
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${slack.options.botToken}` },
      // Slack answers a token that it does not take with a redirect to its sign-in page.
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(fileMs)]),
    });
    const refused = refusal(response, source);
    if (refused === undefined && response.body !== null) return await write(response.body, path, longest);
    await response.body?.cancel();
    return refused ?? lost('Slack sent nothing');
  } catch (error) {
    signal.throwIfAborted();
    slack.logger.warn({ err: toError(error) }, 'a file could not be fetched');
    return { ok: false, problem: 'it could not be fetched', again: true };
  }
}

/** The page for signing in comes with status 200, too. */
function refusal(response: Response, { mimetype }: Source): Fetched | undefined {
  const { status } = response;
  if (status === 429 || status >= 500) return { ok: false, problem: `Slack answered ${status}`, again: true };
  const isPage = (response.headers.get('content-type') ?? '').startsWith('text/html');
  if (status >= 300 && status < 400) return lost('drover may not see it (scope files:read)');
  if (status !== 200) return lost(`Slack answered ${status}`);
  return isPage && mimetype !== 'text/html' ? lost('drover may not see it (scope files:read)') : undefined;
}

/** Writes at most `longest` bytes into a new file; what came only in part is removed. */
async function write(body: ReadableStream, path: string, longest: number): Promise<Fetched> {
  let bytes = 0;
  const counted = new Transform({
    transform: (chunk: Buffer, _, done) => {
      bytes += chunk.length;
      done(bytes > longest ? new Error(tooMany) : null, chunk);
    },
  });
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600 });
  let made = false;
  file.once('open', () => {
    made = true;
  });
  try {
    await pipeline(Readable.from(body), counted, file);
    return { ok: true, bytes };
  } catch (error) {
    // A file that was there before is somebody else's.
    if (made) await rm(path, { force: true });
    if (toError(error).message === tooMany) return tooLong(longest);
    throw error;
  }
}

const tooMany = 'more bytes than allowed';

const tooLong = (longest: number): Fetched => lost(`it is larger than ${longest} bytes`);
const lost = (problem: string): Fetched => ({ ok: false, problem, again: false });
