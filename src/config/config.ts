import type { ErrorCode } from '../domain/errors.ts';
import type { AccessRules, Project, ReplyRules } from '../domain/project.ts';
import type { CompactionRules, LoopRules, ReplayRules } from '../domain/rules/loop-rules.ts';
import type { RetentionRules } from '../domain/rules/retention-rules.ts';
import type { VerifierSource } from '../domain/acceptance.ts';
import type { PriceTable, PurseRules } from '../domain/rules/money.ts';
import type { PeopleRules } from '../domain/rules/people-rules.ts';
import type { SlotCaps } from '../domain/rules/slot-caps.ts';
import type { Trigger } from '../domain/rules/trigger.ts';
import type { RecurringConfig } from './normalise/beside/normalise-recurring.ts';

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';

/** The variables of the process; unset ones are undefined. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A configured agent CLI, after normalisation: nothing is left to be filled in. */
export interface AgentConfig {
  readonly name: string;
  readonly kind: 'claude' | 'scripted';
  /** Program to start: a name to be found on PATH, or an absolute path. Not used by `scripted`. */
  readonly command: string;
  readonly args: readonly string[];
  /** `scripted` only: what it plays, unless `args` names a file. */
  readonly script?: unknown;
  /** Variables on top of the allow-list, with their values. */
  readonly env: Readonly<Record<string, string>>;
  /** Whose HOME it runs in: one per agent, one per goal, or the operator's own. */
  readonly home: 'agent' | 'goal' | 'user';
  readonly models: readonly string[];
  readonly allowedTools: readonly string[];
  readonly deniedTools: readonly string[];
  readonly systemPrompt?: string;
  /** Absolute folders that it may read and write beside the worktree. */
  readonly addDirs: readonly string[];
  /** Goals that it works on at the same time. */
  readonly maxConcurrent: number;
  readonly turnTimeoutMs: number;
  readonly killAfterMs: number;
  /** People are told when nothing was heard for so long. */
  readonly stallAfterMs: number;
  /** A turn is ended when nothing was heard for so long. */
  readonly silenceAfterMs: number;
  /** How long it works on by itself while drover is away. */
  readonly orphanGraceMs: number;
  /** `subscription`: not billed by the token, so no dollars are counted. */
  readonly billing: 'api' | 'subscription';
  readonly price?: PriceTable;
}

/** The small model for words that are not the agent's work. */
export interface HelperConfig {
  readonly provider: 'openai' | 'azure' | 'anthropic' | 'google';
  /** Absent: the provider's own. */
  readonly url?: string;
  readonly key?: string;
  readonly model?: string;
  readonly models: readonly string[];
  readonly temperature?: number;
  readonly timeoutMs: number;
  readonly dailyCap: { readonly tokens?: number; readonly usd?: number };
  readonly price?: PriceTable;
}

export interface SlackConfig {
  readonly botToken: string;
  /** With it: events over HTTP. */
  readonly signingSecret?: string;
  /** With it: Socket Mode. */
  readonly appToken?: string;
  readonly apiUrl?: string;
  /** Goals are shown as agent sessions. */
  readonly agent?: boolean;
}

export interface DiscordConfig {
  readonly token: string;
  readonly applicationId: string;
  /** With it: interactions over HTTP as well. */
  readonly publicKey?: string;
  readonly apiUrl?: string;
  /** The privileged intent is asked for. */
  readonly messageContent: boolean;
  /** Commands are registered in this server only. */
  readonly guild?: string;
}

/** What hooks may use in this installation. */
export interface HookConfig {
  /** Whether commands may be run. */
  readonly shell: boolean;
  /** Where to publish, with user and password in it. */
  readonly natsUrl?: string;
  /** Values of the variables that sign webhooks; those that are not set are missing. */
  readonly secrets: Readonly<Record<string, string>>;
}

/** A way in for machines, and how its callers are known. */
export interface TriggerConfig extends Trigger {
  readonly scheme: 'hmac256' | 'token';
  readonly secret: string;
  /** Bytes. */
  readonly bodyLimit: number;
  readonly ratePerMin: number;
}

/** Everything drover is told from outside, checked and complete. Times are milliseconds. */
export interface Config {
  /** The configuration file that was read; absent when there is none. */
  readonly file?: string;
  /** Absolute path of `DROVER_HOME`. */
  readonly home: string;
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  /** Bearer token of the HTTP API, when it is given from outside. */
  readonly token?: string;
  /** Where a client finds drover, when it is given from outside. */
  readonly url?: string;
  readonly slack?: SlackConfig;
  readonly discord?: DiscordConfig;
  readonly projects: Readonly<Record<string, Project>>;
  readonly agents: Readonly<Record<string, AgentConfig>>;
  readonly access: AccessRules;
  readonly people: PeopleRules;
  readonly triggers: Readonly<Record<string, TriggerConfig>>;
  /** Absent: there is no helper model. */
  readonly helper?: HelperConfig;
  /** Uses of the helper model that are switched off: `judge`. */
  readonly helpersOff: readonly string[];
  /** Functions of the operator's that judge work, by name. */
  readonly verifiers: Readonly<Record<string, VerifierSource>>;
  readonly purses: PurseRules;
  readonly escalation: Pick<LoopRules, 'budgetWaitMs' | 'questionWaitMs' | 'dependencyWaitMs' | 'ladder'> & {
    /** How long an agent that asks a person is kept waiting inside its turn. */
    readonly askPatienceMs: number;
  };
  readonly compaction: CompactionRules;
  readonly session: LoopRules['session'];
  readonly replay: ReplayRules;
  readonly retention: RetentionRules;
  /** When an agent tidies a project’s notes: at most so often (milliseconds), after so many goals that wrote some. */
  readonly memory: { readonly consolidateEveryMs: number; readonly consolidateAfter: number };
  readonly hooks: HookConfig;
  /** What becomes of plain words in goals' threads. */
  readonly replies: ReplyRules;
  /** Schedules, templates, and what people are told without asking. */
  readonly recurring: RecurringConfig;
  /** Author of drover's own commits. */
  readonly identity: { readonly name: string; readonly email: string };
  readonly beacon: { readonly everyTurns: number; readonly minMs: number };
  readonly concurrency: SlotCaps;
  /** `pretty` absent: lines for people when the log goes to a terminal. */
  readonly log: { readonly level: LogLevel; readonly pretty?: boolean };
  /** Every secret value that is known here, for the redactor. */
  readonly secrets: readonly string[];
  /** What any child process may see of drover's environment: PATH, LANG, LC_*, TERM, TZ, TMPDIR, USER, SHELL. */
  readonly childEnvironment: Readonly<Record<string, string>>;
  /** The same and what git needs to reach a remote as the operator: HOME, ssh agent, proxies, certificates. */
  readonly operatorEnvironment: Readonly<Record<string, string>>;
  /** What a person should know although it stops nothing, one line each. */
  readonly notices: readonly string[];
}

/** One thing wrong with the configuration. */
export interface Problem {
  readonly code: Extract<ErrorCode, 'CONFIG_INVALID' | 'CONFIG_NOT_FOUND' | 'NOT_BUILT'>;
  /** A variable (`PORT`) or a key (`projects.app.source`). */
  readonly path: string;
  /** What stood there, shortened; secrets are masked. */
  readonly value?: string;
  readonly message: string;
  readonly hint: string;
}

export type LoadResult = { ok: true; config: Config } | { ok: false; problems: readonly Problem[] };
