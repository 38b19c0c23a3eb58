import type { Actor, Platform, Role } from '../../domain/actor.ts';
import type { Installation } from '../../domain/project.ts';
import type { Origin } from '../../domain/origin.ts';
import type { GoalId } from '../../domain/ids.ts';
import type { FlagSpec, InboundMessage, VerbAnswer } from '../../domain/verb.ts';
import type { GoalDocument } from '../../goal/state.ts';
import type { Finding } from '../../ports/doctor.ts';
import type { Calendar } from '../../ports/calendar.ts';
import type { People } from '../../ports/chat/people.ts';
import type { Suggests } from '../../domain/surface/command.ts';
import type { InboxMark } from '../../ports/store/goal-store.ts';
import type { Purged, PurgedParts } from '../../ports/store/purged.ts';
import type { ElaborateQuestion, Elaborated } from '../../policy/draft/elaborated.ts';
import type { Runtime } from '../../runner/runtime.ts';
import type { RawLog } from '../../ports/turns/turn-log.ts';
import type { AgentHealth } from '../../ports/agent.ts';
import type { DispatchRate } from '../access/dispatch-rate.ts';

/** What the verbs need of the outside. */
export interface VerbWorld {
  readonly runtime: Runtime;
  readonly installation: Installation;
  /** Whom to ask about people, by platform; a platform without has no people beside its operator. */
  readonly people?: ReadonlyMap<Platform, People>;
  /** Every account of whoever asks, once that is known; `worldFor` fills it in. */
  readonly accounts?: readonly string[];
  /** How often one person dispatches; absent: without limit. */
  readonly dispatchRate?: DispatchRate;
  readonly calendar: Calendar;
  /** Health of an agent, asked freshly. */
  readonly probe: (agent: string) => Promise<AgentHealth>;
  /** Asks for a whole goal out of a few words; a repeat of the same delivery joins the one under way. */
  readonly elaborate: (question: ElaborateQuestion, deliveryId: string) => Promise<Elaborated>;
  /** The goal's unified diff since base, cut at that many bytes. */
  readonly diff: (goal: GoalDocument, maxBytes: number) => Promise<string>;
  /** The last lines of the newest turn's output, in words. */
  readonly logTail: (goal: GoalDocument, lines: number) => Promise<string>;
  /** The last lines that the newest agent process wrote to its stdout, or its checks to their log, as they are. */
  readonly rawTail: (goal: GoalDocument, lines: number, of?: RawLog) => Promise<string>;
  /** Removes the worktrees of goals that ended at least so long ago, in milliseconds. */
  readonly evict: (olderMs: number) => Promise<Evicted>;
  /** Removes everything of an ended goal for good. */
  readonly purge: (goal: GoalId, marks: (parts: PurgedParts) => readonly InboxMark[]) => Promise<Purged>;
  /** What works and what does not; posts a test message at that place for a moment. */
  readonly doctor: (place: Origin) => Promise<readonly Finding[]>;
  /** SHA-256 of a text, in hexadecimal digits. */
  readonly digest: (text: string) => string;
}

/** What was removed: the goals whose worktree went, those that gave trouble, and the bytes that are free now. */
export interface Evicted {
  readonly worktrees: readonly GoalId[];
  readonly failed: readonly GoalId[];
  readonly bytes: number;
}

export type FlagValue = boolean | string | number | readonly string[];

/** A request after parsing: flags are of the declared types, the goal is a handle, the text is as typed. */
export interface VerbCall {
  readonly verb: Verb;
  readonly message: InboundMessage;
  readonly actor: Actor;
  readonly goal?: GoalId;
  /** The request that is decided; `goal` is the one that asked it. */
  readonly request?: string;
  /** For verbs with parts: which one, and the words that it takes before its text. */
  readonly action?: ActionCall;
  readonly text: string;
  readonly flags: Readonly<Record<string, FlagValue>>;
}

/** A part of a verb: `add` of `schedule add NAME "CRON" TEXT`. */
export interface VerbAction {
  readonly name: string;
  /** What it takes before its text. A CRON is one quoted word, five words, or one that begins with `@`. */
  readonly words: readonly ('NAME' | 'CRON')[];
  /** What completes its NAME. */
  readonly suggests?: Suggests;
  readonly text: Verb['text'];
  /** One line for help. */
  readonly summary: string;
}

export interface ActionCall {
  readonly name: string;
  readonly words: readonly string[];
}

/**
 * One thing a person may ask. The table of these makes parsing, help and every surface.
 * `handle` answers when what was asked is durable; expected problems are answers.
 */
export interface Verb {
  readonly name: string;
  readonly aliases?: readonly string[];
  /** Least role. For verbs on a goal: of one's own; for others' goals see `othersRole`. */
  readonly role: Role;
  /** Least role on somebody else's goal; same as `role` when absent. */
  readonly othersRole?: Role;
  /** Whether it takes a goal: `needed` may be left out in the goal's thread; `request` takes what a goal has asked. */
  readonly goal: 'needed' | 'request' | 'none';
  readonly text: 'needed' | 'optional' | 'none';
  /** How the text is called in help: `TEXT`, `REASON`. */
  readonly textName?: string;
  /** What the text is, in a few words, where its name does not say it. */
  readonly textHelp?: string;
  /** Files that come with the message go to the agent. */
  readonly takesFiles?: true;
  /** With this flag the text may be left out. */
  readonly textUnless?: string;
  /** Parts of its own. The first is meant when none is named; `show` when a name stands in a part's place. */
  readonly actions?: readonly VerbAction[];
  /** Those of its parts that also people without any role may ask for. */
  readonly open?: readonly string[];
  readonly flags: readonly FlagSpec[];
  /** Names of flags that answer NOT_BUILT; help does not show them. */
  readonly plannedFlags?: readonly string[];
  /** One line for help. */
  readonly summary: string;
  readonly handle: (world: VerbWorld, call: VerbCall) => Promise<VerbAnswer>;
}
