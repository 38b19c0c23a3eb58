import { toError } from '../../../../src/domain/errors.ts';
import type { Block, Content } from '../../../../src/domain/surface/content.ts';
import { cleanText, cutText, oneLine } from '../../shared/cut-text.ts';
import { limits, type Uploaded, type Uploads } from '../render.ts';
import type { SlackState } from '../slack-state.ts';
import { untilShown } from './until-shown.ts';
import { uploadFile, type FileToSend } from './upload-file.ts';

/** Files of one message; the rest is told in words. */
const mostFiles = 3;
/** An output with a name becomes a file above this many characters. */
const longestInline = 3000;

/**
 * Brings what a message shows as pictures and files to Slack, all of it in the time of one call. What cannot be brought is
 * told in words instead, because the words must arrive whatever becomes of the picture; the log says why.
 */
export async function uploadContent(
  slack: SlackState,
  content: Content,
  signal: AbortSignal,
): Promise<Uploads> {
  const uploads = new Map<Block, Uploaded>();
  const inTime = AbortSignal.any([signal, AbortSignal.timeout(slack.timing.callMs)]);
  for (const block of content.blocks.filter((one) => wantsFile(slack, one)).slice(0, mostFiles)) {
    const uploaded = await tried(slack, block, inTime);
    signal.throwIfAborted();
    if (uploaded !== undefined) uploads.set(block, uploaded);
  }
  return uploads;
}

const wantsFile = (slack: SlackState, block: Block): boolean =>
  (block.type === 'chart' && slack.options.draw !== undefined) ||
  (block.type === 'output' && block.name !== undefined && cleanText(block.text).length > longestInline);

async function tried(slack: SlackState, block: Block, signal: AbortSignal): Promise<Uploaded | undefined> {
  try {
    if (block.type === 'chart') return await picture(slack, block, signal);
    if (block.type === 'output') return await file(slack, block, signal);
  } catch (error) {
    // Whether all of it ends or only the time for pictures is over, the caller finds out.
    slack.logger.warn({ err: toError(error) }, 'a picture or file could not be made; it is told in words');
  }
  return undefined;
}

async function picture(
  slack: SlackState,
  { alt, chart }: Extract<Block, { type: 'chart' }>,
  signal: AbortSignal,
): Promise<Uploaded | undefined> {
  const bytes = await slack.options.draw?.(chart);
  if (bytes === undefined) return undefined;
  const sent = await bring(
    slack,
    { name: 'chart.png', bytes, alt: cutText(oneLine(alt), limits.alt) },
    signal,
  );
  if (sent === undefined) return undefined;
  if (await untilShown(slack, sent.id, signal)) return { is: 'picture', id: sent.id };
  slack.logger.warn({ file: sent.id }, 'Slack did not look at a picture in time; it is told in words');
  return undefined;
}

async function file(
  slack: SlackState,
  { text, name = 'output.txt' }: Extract<Block, { type: 'output' }>,
  signal: AbortSignal,
): Promise<Uploaded | undefined> {
  const safeName = fileName(name);
  const sent = await bring(slack, { name: safeName, bytes: Buffer.from(cleanText(text)) }, signal);
  return sent === undefined ? undefined : { is: 'file', name: safeName, permalink: sent.permalink };
}

/** The name is a name and no path, and Slack shows what has a known ending. */
function fileName(name: string): string {
  const plain = cutText(oneLine(name).replaceAll(/[^\w .+-]/gu, '_'), 80);
  return /\.[a-z0-9]{1,8}$/iu.test(plain) ? plain : `${plain === '' ? 'output' : plain}.txt`;
}

async function bring(slack: SlackState, wanted: FileToSend, signal: AbortSignal) {
  const sent = await uploadFile(slack, wanted, signal);
  if (sent.ok) return sent.value;
  slack.logger.warn(
    { failure: sent.failure, file: wanted.name },
    'a file could not be uploaded; it is told in words',
  );
  return undefined;
}
