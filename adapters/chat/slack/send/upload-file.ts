import { createHash } from 'node:crypto';
import type { ChatFailure } from '../../../../src/ports/chat/chat.ts';
import { callSlack, fetchWithin, type CallResult } from '../call-slack.ts';
import type { SlackFile, SlackState } from '../slack-state.ts';

/** Bytes under a name. */
export interface FileToSend {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** For screen readers. */
  readonly alt?: string;
}

/** How many files are remembered as being in Slack already. */
const longestMemory = 500;

/**
 * Brings a file to Slack without showing it anywhere: it belongs to drover alone until a message links to it or shows it.
 * Naming a channel here would post it at once, as a message without drover's key. What was brought before is not brought
 * again, so that a message that is sent again has no second file.
 * Source: https://docs.slack.dev/messaging/working-with-files#uploading_files
 */
export async function uploadFile(
  slack: SlackState,
  file: FileToSend,
  signal: AbortSignal,
): Promise<CallResult<SlackFile>> {
  const digest = createHash('sha256').update(`${file.name}\n`).update(file.bytes).digest('hex');
  const known = slack.uploads.get(digest);
  if (known !== undefined) return { ok: true, value: known };
  const brought = await bring(slack, file, signal);
  if (brought.ok) remember(slack, digest, brought.value);
  return brought;
}

async function bring(
  slack: SlackState,
  file: FileToSend,
  signal: AbortSignal,
): Promise<CallResult<SlackFile>> {
  const place = await callSlack(slack, signal, (client) =>
    client.files.getUploadURLExternal({
      filename: file.name,
      length: file.bytes.length,
      ...(file.alt === undefined ? {} : { alt_text: file.alt }),
    }),
  );
  if (!place.ok) return place;
  const { upload_url: url, file_id: id } = place.value;
  if (url === undefined || id === undefined) return lost('Slack did not say where the file belongs.');
  const problem = await sendBytes(slack, url, file.bytes, signal);
  if (problem !== undefined) return lost(problem);
  const completed = await callSlack(slack, signal, (client) =>
    client.files.completeUploadExternal({ files: [{ id, title: file.name }] }),
  );
  if (!completed.ok) return completed;
  const permalink = completed.value.files?.[0]?.permalink;
  return permalink === undefined
    ? lost('Slack did not say where the file lies.')
    : { ok: true, value: { id, permalink } };
}

/** What went wrong with the bytes; undefined when Slack has them. */
async function sendBytes(
  slack: SlackState,
  url: string,
  bytes: Uint8Array,
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    const answer = await fetchWithin(slack.timing.callMs, signal)(url, {
      method: 'POST',
      body: new Blob([new Uint8Array(bytes)]),
      redirect: 'error',
    });
    return answer.ok ? undefined : `Slack answered the upload with HTTP status ${answer.status}.`;
  } catch (error) {
    signal.throwIfAborted();
    return error instanceof Error ? error.message : String(error);
  }
}

const lost = (message: string): { ok: false; failure: ChatFailure; tokenRefused: false } => ({
  ok: false,
  failure: { kind: 'transient', message },
  tokenRefused: false,
});

function remember(slack: SlackState, digest: string, file: SlackFile): void {
  slack.uploads.set(digest, file);
  const [oldest] = slack.uploads.keys();
  if (slack.uploads.size > longestMemory && oldest !== undefined) slack.uploads.delete(oldest);
}
