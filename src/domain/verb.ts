import type { Actor } from './actor.ts';
import type { Content } from './content.ts';
import type { ErrorCode } from './errors.ts';
import type { GoalId } from './ids.ts';
import type { Origin } from './origin.ts';

/** What a person typed, already cut into words by the surface or still as one line. */
export type Request =
  /** One line as typed after the command: `run --accept "npm test" fix it`. */
  | { form: 'line'; line: string }
  /** A shell already cut it: `['run', '--accept', 'npm test', 'fix', 'it']`. */
  | { form: 'argv'; argv: readonly string[] }
  /** A typed surface (HTTP API, Discord options, a button). */
  | { form: 'fields'; verb: string; goal?: string; text?: string; flags?: Readonly<Record<string, unknown>> };

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
}

/** The answer to the person who asked. `private` ones are shown to that person alone where the surface can. */
export interface VerbAnswer {
  readonly ok: boolean;
  readonly goal?: GoalId;
  readonly content: Content;
  /** Set when `ok` is false. */
  readonly code?: ErrorCode;
  readonly hint?: string;
  /** Machine-readable payload for the HTTP API and `--json`. */
  readonly data?: unknown;
}

/** One flag of a verb. `list` may be given several times. */
export interface FlagSpec {
  readonly name: string;
  readonly type: 'switch' | 'text' | 'number' | 'list';
  readonly value?: string;
  readonly help: string;
}
