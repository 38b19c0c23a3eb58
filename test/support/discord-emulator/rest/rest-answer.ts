import { detailsOf, noteWrongs, type Wrong } from '../checks/wrong.ts';
import type { EmulatorState } from '../state/emulator-state.ts';
import type { Json } from '../state/things.ts';

/** What a request is answered with; `code` is Discord's own when it is an error. */
export interface RestAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly code?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export const ok = (body: unknown): RestAnswer => ({ status: 200, body });
export const noContent: RestAnswer = { status: 204 };

/** An error of Discord. Source: https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
export const apiError = (status: number, code: number, message: string): RestAnswer => ({
  status,
  code,
  body: { message, code },
});

export const errors = {
  unauthorized: { status: 401, code: 0, body: { message: '401: Unauthorized', code: 0 } },
  notFound: apiError(404, 0, '404: Not Found'),
  unknownChannel: apiError(404, 10_003, 'Unknown Channel'),
  unknownGuild: apiError(404, 10_004, 'Unknown Guild'),
  unknownMember: apiError(404, 10_007, 'Unknown Member'),
  unknownMessage: apiError(404, 10_008, 'Unknown Message'),
  unknownUser: apiError(404, 10_013, 'Unknown User'),
  unknownEmoji: apiError(400, 10_014, 'Unknown Emoji'),
  unknownWebhook: apiError(404, 10_015, 'Unknown Webhook'),
  unknownInteraction: apiError(404, 10_062, 'Unknown interaction'),
  unknownCommand: apiError(404, 10_063, 'Unknown application command'),
  oldEdits: apiError(
    429,
    30_046,
    'Maximum number of edits to messages older than 1 hour reached. Try again later',
  ),
  tooLarge: apiError(413, 40_005, 'Request entity too large'),
  alreadyAcknowledged: apiError(400, 40_060, 'Interaction has already been acknowledged.'),
  missingAccess: apiError(403, 50_001, 'Missing Access'),
  notYourMessage: apiError(403, 50_005, 'Cannot edit a message authored by another user'),
  emptyMessage: apiError(400, 50_006, 'Cannot send an empty message'),
  cannotDm: apiError(403, 50_007, 'Cannot send messages to this user'),
  missingPermissions: apiError(403, 50_013, 'Missing Permissions'),
  invalidToken: apiError(401, 50_027, 'Invalid Webhook Token'),
  invalidJson: apiError(400, 50_109, 'The request body contains invalid JSON.'),
  systemMessage: apiError(403, 50_021, 'Cannot execute action on a system message'),
  archived: apiError(400, 50_083, 'Thread is archived'),
  threadExists: apiError(400, 160_004, 'A thread has already been created for this message'),
  locked: apiError(400, 160_005, 'Thread is locked'),
} as const satisfies Record<string, RestAnswer>;

/** 50035 with the tree of what is wrong. Each is remembered as a violation. */
export function invalidForm(state: EmulatorState, all: readonly Wrong[], channel?: string): RestAnswer {
  noteWrongs(state, all, channel);
  const message = 'Invalid Form Body';
  return { status: 400, code: 50_035, body: { message, code: 50_035, errors: detailsOf(all) } };
}

/** A request after its route was found. */
export interface Call {
  readonly state: EmulatorState;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly files: readonly UploadedFile[];
}

/** A file of a multipart request, `files[n]`. */
export interface UploadedFile {
  readonly n: number;
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

export type Handler = (call: Call) => RestAnswer;

export const isAnswer = (value: object): value is RestAnswer => 'status' in value;

/** The body of a request when it is an object; an empty one otherwise. */
export const bodyOf = (call: { readonly body: unknown }): Json =>
  typeof call.body === 'object' && call.body !== null && !Array.isArray(call.body) ? (call.body as Json) : {};
