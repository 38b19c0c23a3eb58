import type { Criterion } from './acceptance.ts';
import type { Role } from './actor.ts';
import type { Budget } from './budget.ts';
import type { DeliverMode } from './goal.ts';
import type { Hook } from './hooks/hook.ts';
import type { Schedule, Template } from './recurring/schedule.ts';
import type { PeopleRules } from './rules/people-rules.ts';
import type { SlotCaps } from './rules/slot-caps.ts';
import type { Trigger } from './rules/trigger.ts';

/** Who holds which role: principals such as `slack:U123`, `slack:S123` (a group), `discord:@123` (a role) or `local`. An empty list means nobody. */
export type AccessRules = Readonly<Record<Role, readonly string[]>>;

/** A configured repository with its defaults, after normalisation: nothing is left to be filled in. */
export interface Project {
  readonly name: string;
  /** Absolute path or URL. */
  readonly source: string;
  /** Absent = the source's default branch. */
  readonly base?: string;
  readonly accept: 'auto' | 'none' | readonly Criterion[];
  /** Run once in every new worktree. */
  readonly setup?: { readonly command: string; readonly timeoutMs: number };
  readonly agent: string;
  /** Nobody named that agent, and there are several: the one with the least to do is taken. */
  readonly chooses?: true;
  readonly model?: string;
  /** Who takes over when the agent cannot go on, in order. */
  readonly fallback: readonly { readonly agent: string; readonly model?: string }[];
  readonly budget: Budget;
  readonly deliver: DeliverMode;
  /** What its goals do when their state changes, the installation's own among it. */
  readonly hooks: readonly Hook[];
  /** Places whose goals go here: `slack:C123`. */
  readonly channels: readonly string[];
  /** Notes of its goals: told to sessions, looked for after so many turns (0: never), tidied by its agent. */
  readonly memory: { readonly recall: boolean; readonly extractEvery: number; readonly consolidate: boolean };
  /** Rights in this project, beside the installation's. */
  readonly access: AccessRules;
}

/** `steer`: plain words in a goal's thread go to its agent; `mention`: drover is to be named. */
export interface ReplyRules {
  readonly everywhere: 'steer' | 'mention';
  readonly channels: Readonly<Record<string, 'steer' | 'mention'>>;
}

/** What a person may know about a configured agent. */
export interface AgentFacts {
  readonly name: string;
  readonly kind: string;
  readonly models: readonly string[];
}

/** What hooks may use in this installation. */
export interface HookSettings {
  /** Whether commands may be run. */
  readonly shell: boolean;
  /** Whether a NATS server is configured. */
  readonly nats: boolean;
  /** Names of the variables that may sign webhooks. */
  readonly secrets: readonly string[];
}

/** Everything the verbs need to know of the configuration. */
export interface Installation {
  readonly projects: Readonly<Record<string, Project>>;
  readonly agents: Readonly<Record<string, AgentFacts>>;
  readonly access: AccessRules;
  /** Absent: nobody is linked, and no bot is let in. */
  readonly people?: Omit<PeopleRules, 'dispatchPerMinute'>;
  /** Ways in for machines, by name. */
  readonly triggers?: Readonly<Record<string, Trigger>>;
  readonly hooks: HookSettings;
  /** Goals that are dispatched again and again, and presets of `run`. People can make more of both. */
  readonly schedules: readonly Schedule[];
  readonly templates: Readonly<Record<string, Template>>;
  /** Who was away for so long (milliseconds) is told that something happened; 0: never. */
  readonly digestAfterMs: number;
  /** What becomes of plain words in goals' threads, by channel (`slack:C123`), and everywhere else. */
  readonly replies: ReplyRules;
  /** As configured; `limit` may say something else. */
  readonly slots: SlotCaps;
}
