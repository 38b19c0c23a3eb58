import { z } from 'zod';
import type { Actor } from './actor.ts';
import type { Attachment, SourceMessage } from './surface/attachment.ts';
import type { Suggests } from './surface/command.ts';
import { ContentSchema } from './surface/content.ts';
import { errorCodes } from './errors.ts';
import { GoalIdSchema } from './ids.ts';
import type { Origin } from './origin.ts';

/** What a person typed, already cut into words by the surface or still as one line. */
export type Request =
  /** One line as typed after the command: `run --accept "npm test" fix it`. */
  | {
      form: 'line';
      line: string;
      /** drover was named in front of it: in a goal's thread, what begins with no verb is for the agent. */
      named?: true;
    }
  /** A shell already cut it: `['run', '--accept', 'npm test', 'fix', 'it']`. */
  | { form: 'argv'; argv: readonly string[] }
  /** A typed surface (HTTP API, Discord options, a button). */
  | {
      form: 'fields';
      verb: string;
      /** The part of a verb with parts: `add` of `schedule add`; the words it takes are the flags `name` and `cron`. */
      part?: string;
      goal?: string;
      text?: string;
      flags?: Readonly<Record<string, unknown>>;
    };

/** Anything a person asks drover, from whichever surface, after its sender was authenticated. */
export interface InboundMessage {
  /** Names the cause, not the delivery: a repeat bears the same one. At most 200 characters. */
  readonly deliveryId: string;
  /** Epoch milliseconds at which the platform says it was typed, else at receipt. */
  readonly at: number;
  readonly actor: Actor;
  /** Where the answer and, for a new goal, the thread belongs. With `thread` when typed inside one. */
  readonly place: Origin;
  readonly request: Request;
  /** The message itself, where it was one; receipts are shown on it. */
  readonly source?: SourceMessage;
  readonly attachments?: readonly Attachment[];
}

/** The answer to the person who asked; shown to that person alone where the surface can. It is stored for repeats. */
export const VerbAnswerSchema = z.object({
  ok: z.boolean(),
  goal: GoalIdSchema.optional(),
  content: ContentSchema,
  /** Set when `ok` is false. */
  code: z.enum(errorCodes).optional(),
  hint: z.string().optional(),
  /** Machine-readable payload for the HTTP API and `--json`. */
  data: z.unknown().optional(),
});
export type VerbAnswer = z.infer<typeof VerbAnswerSchema>;

/** One flag of a verb. `list` may be given several times. */
export interface FlagSpec {
  readonly name: string;
  readonly type: 'switch' | 'text' | 'number' | 'list';
  readonly value?: string;
  readonly help: string;
  /** What completes it, on surfaces that complete. */
  readonly suggests?: Suggests;
  /** The only values there are. */
  readonly choices?: readonly string[];
}
