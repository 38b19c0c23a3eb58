import { z } from 'zod';
import {
  fail,
  nextNumber,
  nextTs,
  recordViolation,
  type Answer,
  type Args,
  type Channel,
  type EmulatorState,
  type StoredFile,
  type StoredMessage,
} from '../emulator-state.ts';
import { threadError, writable } from './places.ts';

/** Step 1 of an upload: an address for the bytes. Source: https://docs.slack.dev/reference/methods/files.getUploadURLExternal */
export function getUploadUrl(state: EmulatorState, args: Args): Answer {
  const parsed = z
    .object({ filename: z.string().min(1), length: z.coerce.number().int().min(1) })
    .safeParse(args);
  if (!parsed.success) return fail('invalid_arguments');
  const file = addFile(state, {
    name: parsed.data.filename,
    user: state.bot.user,
    length: parsed.data.length,
  });
  return { ok: true, upload_url: `${state.url}/upload/${file.id}`, file_id: file.id };
}

/** A file without bytes yet, seen by its owner alone. */
export function addFile(
  state: EmulatorState,
  given: { readonly name: string; readonly user: string; readonly length: number },
): StoredFile {
  const id = `F${String(nextNumber(state)).padStart(8, '0')}`;
  const file: StoredFile = {
    ...given,
    id,
    title: given.name,
    bytes: undefined,
    completed: false,
    unreadyFor: state.filesReadyAfter,
    channels: new Set(),
  };
  state.files.set(id, file);
  return file;
}

/** Step 2: the bytes. Answers the HTTP status. */
export function receiveUpload(state: EmulatorState, id: string, bytes: Buffer): number {
  const file = state.files.get(id);
  if (file === undefined || file.completed) return 404;
  if (bytes.length !== file.length) {
    recordViolation(state, 'upload-length', id, `${bytes.length} bytes instead of ${file.length}`);
    return 400;
  }
  file.bytes = bytes;
  return 200;
}

const CompleteSchema = z.object({
  files: z.array(z.object({ id: z.string(), title: z.string().optional() })).min(1),
  channel_id: z.string().optional(),
  thread_ts: z.string().optional(),
  initial_comment: z.string().optional(),
});

/** Step 3: the file exists; with a channel it is posted there at once, and the answer does not say as which message. */
export function completeUpload(state: EmulatorState, args: Args): Answer {
  const parsed = CompleteSchema.safeParse(args);
  if (!parsed.success) return fail('invalid_arguments');
  const given = parsed.data;
  const files = given.files.map(({ id }) => state.files.get(id));
  const stored = files.filter((file) => file?.bytes !== undefined).filter((file) => file !== undefined);
  if (stored.length < files.length) return fail('file_not_found');
  const place = given.channel_id === undefined ? undefined : writable(state, given.channel_id);
  if (typeof place === 'string') return fail(place);
  const error = place === undefined ? undefined : threadError(place, given.thread_ts);
  if (error !== undefined) return fail(error);
  for (const file of stored) {
    file.completed = true;
    file.title = given.files.find(({ id }) => id === file.id)?.title ?? file.name;
    if (place !== undefined) file.channels.add(place.id);
  }
  if (place !== undefined) place.messages.push(shareMessage(state, stored, given));
  return { ok: true, files: stored.map((file) => fileJson(state, file)) };
}

const shareMessage = (
  state: EmulatorState,
  files: readonly StoredFile[],
  given: z.infer<typeof CompleteSchema>,
): StoredMessage => ({
  ts: nextTs(state),
  user: state.bot.user,
  botId: state.bot.id,
  text: given.initial_comment ?? '',
  blocks: [],
  edits: 0,
  files: files.map(({ id }) => id),
  ...(given.thread_ts === undefined ? {} : { threadTs: given.thread_ts }),
});

export function fileInfo(state: EmulatorState, args: Args): Answer {
  const file = state.files.get(String(args['file']));
  if (file === undefined || !file.completed) return fail('file_not_found');
  if (file.user !== state.bot.user && !isVisibleToBot(state, file)) return fail('file_not_found');
  const answer = { ok: true, file: fileJson(state, file) };
  file.unreadyFor = Math.max(0, file.unreadyFor - 1);
  return answer;
}

const isVisibleToBot = (state: EmulatorState, file: StoredFile): boolean =>
  [...file.channels].some((id) => state.channels.get(id)?.members.has(state.bot.user) === true);

/** A file as the Web API and events show it; what kind it is, Slack knows only after a moment. */
export function fileJson(state: EmulatorState, file: StoredFile): Record<string, unknown> {
  const address = `${state.url}/files-pri/${state.team}-${file.id}`;
  const name = encodeURIComponent(file.name.toLowerCase());
  const ready = file.unreadyFor === 0;
  return {
    id: file.id,
    name: file.name,
    title: file.title,
    user: file.user,
    size: file.length,
    mode: 'hosted',
    mimetype: ready ? mimeOf(file.name) : '',
    filetype: ready ? extensionOf(file.name) : '',
    permalink: permalinkOf(file),
    url_private: `${address}/${name}`,
    url_private_download: `${address}/download/${name}`,
    channels: [...file.channels],
    is_public: file.channels.size > 0,
    shares: Object.fromEntries([...file.channels].map((id) => [id, []])),
  };
}

const permalinkOf = (file: StoredFile): string =>
  `https://emulator.slack.com/files/${file.user}/${file.id}/${encodeURIComponent(file.name.toLowerCase())}`;

/** A message of the file's owner that links to it, or shows it, shares it with those who see the message. */
export function shareFiles(state: EmulatorState, channel: Channel, message: StoredMessage): void {
  const shown = `${message.text}${JSON.stringify(message.blocks)}`;
  const shared = [...state.files.values()].filter(
    (file) => file.completed && file.user === message.user && mentions(shown, permalinkOf(file), file.id),
  );
  for (const file of shared) file.channels.add(channel.id);
  if (shared.length > 0) message.files = shared.map(({ id }) => id);
}

const mentions = (shown: string, permalink: string, id: string): boolean =>
  shown.includes(permalink) || shown.includes(`"slack_file":{"id":"${id}"}`);

const extensionOf = (name: string): string => /\.([a-z0-9]{1,8})$/iu.exec(name)?.[1]?.toLowerCase() ?? 'text';
const mimes: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  pdf: 'application/pdf',
  zip: 'application/zip',
  json: 'application/json',
};
const mimeOf = (name: string): string => mimes[extensionOf(name)] ?? 'text/plain';
