import { z } from 'zod';
import { markEdited, newMessage } from '../acts/post-message.ts';
import { messageWrongs, type Draft } from '../checks/check-message.ts';
import { noteSpeech, pingsOf } from '../checks/mentions.ts';
import { wrong } from '../checks/wrong.ts';
import { nextId, now, type EmulatorState } from '../state/emulator-state.ts';
import { messageFlags, type Json, type StoredFile, type StoredMessage } from '../state/things.ts';
import { errors, invalidForm, isAnswer, type RestAnswer, type UploadedFile } from '../rest/rest-answer.ts';

const JsonSchema = z.record(z.string(), z.unknown());
const BodySchema = z.looseObject({
  content: z.string().nullish(),
  embeds: z.array(JsonSchema).nullish(),
  components: z.array(JsonSchema).nullish(),
  flags: z.number().nullish(),
  nonce: z.union([z.string(), z.number()]).nullish(),
  enforce_nonce: z.boolean().nullish(),
  allowed_mentions: JsonSchema.nullish(),
  message_reference: z.looseObject({ message_id: z.string() }).nullish(),
  attachments: z
    .array(
      z.looseObject({
        id: z.union([z.string(), z.number()]),
        filename: z.string().optional(),
        description: z.string().nullish(),
      }),
    )
    .nullish(),
});
export type MessageBody = z.infer<typeof BodySchema>;

/** What is written, and by whom. */
export interface Written {
  readonly body: unknown;
  readonly files: readonly UploadedFile[];
}

/** The fields of a message, or 50035. */
export function readBody(state: EmulatorState, body: unknown): MessageBody | RestAnswer {
  const parsed = BodySchema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  return invalidForm(state, wrong('content', 'BASE_TYPE_BAD_TYPE', z.prettifyError(parsed.error)));
}

/** A new message of the bot, checked but not yet posted; or the error. */
export function writeMessage(
  state: EmulatorState,
  written: Written,
  given: Pick<StoredMessage, 'channel'> & Partial<StoredMessage>,
): StoredMessage | RestAnswer {
  const body = readBody(state, written.body);
  if (isAnswer(body)) return body;
  const draft = draftOf(body, given.flags ?? 0);
  const refused = refusal(state, draft, written.files, {
    channel: given.channel,
    files: written.files.length,
  });
  if (refused !== undefined) return refused;
  noteSpeech(state, given.channel, draft, body.allowed_mentions);
  return newMessage({
    id: nextId(state),
    author: state.bot.id,
    at: now(state),
    ...given,
    ...stored(draft),
    files: keepFiles(state, given.channel, body, written.files),
    nonce: draft.nonce,
    replyTo: body.message_reference?.message_id,
    pings: given.onlyFor === undefined ? pingsOf(draft, body.allowed_mentions) : [],
  });
}

/** Changes a message of the bot, or answers the error. Fields that are absent stay as they are. */
export function rewriteMessage(
  state: EmulatorState,
  message: StoredMessage,
  written: Written,
): RestAnswer | undefined {
  const body = readBody(state, written.body);
  if (isAnswer(body)) return body;
  const files = keptFiles(message, body);
  const draft = mergedDraft(message, body);
  const refused = refusal(state, draft, written.files, {
    channel: message.channel,
    files: files.length + written.files.length,
  });
  if (refused !== undefined) return refused;
  noteSpeech(state, message.channel, draft, body.allowed_mentions);
  Object.assign(message, stored(draft));
  message.files = [...files, ...keepFiles(state, message.channel, body, written.files)];
  markEdited(state, message);
  return undefined;
}

function draftOf(body: MessageBody, flags: number): Draft {
  return {
    content: body.content ?? '',
    embeds: body.embeds ?? [],
    components: body.components ?? [],
    flags: (body.flags ?? 0) | flags,
    ...(body.nonce === undefined || body.nonce === null ? {} : { nonce: String(body.nonce) }),
  };
}

/** `null` empties a field. The flag for components v2 is never taken back; SUPPRESS_EMBEDS can be. */
function mergedDraft(message: StoredMessage, body: MessageBody): Draft {
  const asked = body.flags ?? message.flags;
  const fixed = message.flags & ~messageFlags.suppressEmbeds & ~messageFlags.loading;
  return {
    content: body.content === undefined ? message.content : (body.content ?? ''),
    embeds: body.embeds === undefined ? message.embeds : (body.embeds ?? []),
    components: body.components === undefined ? message.components : (body.components ?? []),
    flags: fixed | (asked & (messageFlags.suppressEmbeds | messageFlags.componentsV2)),
  };
}

const stored = (draft: Draft) => ({
  content: draft.content.trim(),
  embeds: draft.embeds as readonly Json[],
  components: numbered(draft.components, { last: 0 }),
  flags: draft.flags,
});

/** Discord gives every component a number, children after their parents. */
const numbered = (components: readonly unknown[], counter: { last: number }): readonly Json[] =>
  components.map((one) => {
    const component = one as Json;
    const id = (counter.last += 1);
    const inner = component['components'];
    return {
      ...component,
      id: component['id'] ?? id,
      ...(Array.isArray(inner) ? { components: numbered(inner, counter) } : {}),
    };
  });

const mebibyte = 1024 * 1024;

function refusal(
  state: EmulatorState,
  draft: Draft,
  files: readonly UploadedFile[],
  of: { readonly channel: string; readonly files: number },
): RestAnswer | undefined {
  const total = files.reduce((sum, file) => sum + file.bytes.length, 0);
  if (total > 25 * mebibyte || files.some((file) => file.bytes.length > 10 * mebibyte)) {
    state.violations.push({ kind: 'limit', detail: `files of ${total} bytes`, channel: of.channel });
    return errors.tooLarge;
  }
  const all = [
    ...messageWrongs(draft),
    ...(of.files > 10 ? wrong('attachments', 'BASE_TYPE_MAX_LENGTH', 'Must be 10 or fewer in length.') : []),
  ];
  if (all.length > 0) return invalidForm(state, all, of.channel);
  const isEmpty =
    draft.content.trim() === '' && draft.embeds.length + draft.components.length + of.files === 0;
  return isEmpty ? errors.emptyMessage : undefined;
}

/** Keeps uploaded files and gives them an address. */
function keepFiles(
  state: EmulatorState,
  channel: string,
  body: MessageBody,
  files: readonly UploadedFile[],
): readonly StoredFile[] {
  return files.map((file) => {
    const told = (body.attachments ?? []).find((one) => String(one.id) === String(file.n));
    return keepFile(state, channel, {
      name: told?.filename ?? file.name,
      type: file.type,
      bytes: file.bytes,
      description: told?.description ?? undefined,
    });
  });
}

/** A file as an attachment with an address of its own. */
export function keepFile(
  state: EmulatorState,
  channel: string,
  file: { name: string; type: string; bytes: Buffer; description?: string | undefined },
): StoredFile {
  const id = nextId(state);
  const path = `/attachments/${channel}/${id}/${encodeURIComponent(file.name)}`;
  state.files.set(path, { bytes: file.bytes, type: file.type });
  const { name, type, bytes, description } = file;
  return { id, name, type, size: bytes.length, url: `${state.url}${path}`, description };
}

/** An edit that lists attachments keeps only those. */
const keptFiles = (message: StoredMessage, body: MessageBody): readonly StoredFile[] =>
  body.attachments === undefined || body.attachments === null
    ? message.files
    : message.files.filter((file) => body.attachments?.some((one) => String(one.id) === file.id) === true);
