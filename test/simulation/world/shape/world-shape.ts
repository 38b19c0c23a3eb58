import type { Failure } from '../../../../src/domain/failure.ts';
import type { GoalId } from '../../../../src/domain/ids.ts';
import type { Post, ReceiptSign } from '../../../../src/domain/post.ts';
import type { Denial, Usage } from '../../../../src/domain/turn.ts';
import type { GoalDocument } from '../../../../src/goal/state.ts';
import type { AgentEvent, TurnRequest } from '../../../../src/ports/agent.ts';
import type { Lease } from '../../../../src/ports/store/job-queue.ts';
import type { Cooldown, PurseShare } from '../../../../src/ports/store/registry.ts';
import type { Store } from '../../../../src/ports/store/store.ts';
import type { SimAgentKind } from '../agents/agent-kinds.ts';
import type { Conduct } from '../agents/behaviour.ts';
import type { Dice } from '../dice.ts';
import type { ChatMessage, Tree } from '../entities.ts';
import type { Wish } from '../people/wish.ts';
import type { GoalPlan } from '../plan.ts';
import type { Settings } from '../settings.ts';
import type { SimClock } from '../sim-clock.ts';

/** Everything that goes on when drover is killed: the disk, the chat platform, the processes, the people. */
export interface World {
  readonly seed: number;
  readonly clock: SimClock;
  readonly dice: Dice;
  /** What this drover is configured with. */
  readonly settings: Settings;
  readonly store: Store;
  readonly ledger: Ledger;
  readonly chat: {
    readonly messages: ChatMessage[];
    /** What people's own messages show. */
    readonly signs: Map<string, ReceiptSign>;
    /** Messages that nobody can edit any more. */
    readonly frozen: Set<string>;
    lastId: number;
  };
  /** Agent processes, also those that ended; by tag. */
  readonly processes: Map<string, AgentProcess>;
  /** Programs of checks that run now; by tag. */
  readonly checks: Map<string, RunningCheck>;
  readonly sessions: Map<string, AgentSession>;
  readonly trees: Map<GoalId, Tree>;
  /** How the agents and the repository of each goal behave; by the goal's text. */
  readonly plans: Map<string, GoalPlan>;
  readonly wishes: Wish[];
  /** Acts of hooks that were really done, by key, and how often. */
  readonly acts: Map<string, number>;
  /** An agent that is not configured now. */
  lacks: string | undefined;
  /** Goals whose lease somebody else holds now. */
  readonly stolen: Set<GoalId>;
  /** Since when one life has gone on without death or a stolen lease, in epoch milliseconds; Infinity: it has not. */
  readonly calm: {
    since: number;
    /** A life is there, and was not told to stop. */
    alive: boolean;
  };
  /** What must never happen, and did. */
  readonly problems: string[];
  /** What happened, for reading a failure. */
  readonly trace: string[];
}

/** The programs of one acceptance or baseline. */
export interface RunningCheck {
  readonly goal: GoalId;
  readonly onBase: boolean;
  readonly gone: Promise<void>;
  readonly over: () => void;
}

/** What was written down, as the world saw it written: the other half of every check. */
export interface Ledger {
  /** Every goal as its last commit left it. */
  readonly goals: Map<GoalId, { readonly version: number; readonly goal: GoalDocument }>;
  /** Everything that was to be said, in the order of the commits; cards and signs left out. */
  readonly posts: Post[];
  /** When what people were asked was over, by goal and ask. */
  readonly answered: Map<string, number>;
  /** Money that is set aside now. */
  readonly reserved: Map<string, { readonly usd: number; readonly purses: readonly PurseShare[] }>;
  /** Orders with agents that were not configured when they were given: nobody knows what they cost. */
  readonly unpaid: Set<string>;
  /** Money that was spent, by purse. */
  readonly spent: Map<string, number>;
  /** Agents' pauses, and since when they are known. */
  readonly cooldowns: Map<string, Cooldown & { readonly since: number }>;
  /** The last start of each goal before another agent took it over. */
  readonly handedOver: Map<GoalId, number>;
  /** Starts whose end people had wished before it was booked. */
  readonly cutShort: Set<string>;
  /** Goals that slept, and whose agent has not ended a turn since. */
  readonly slept: Set<GoalId>;
  /** What the sessions of a goal were last compacted to. */
  readonly summaries: Map<GoalId, string>;
  /** How often something was written. */
  commits: number;
}

/** How a life ends, thrown before it begins. */
export interface Fate {
  /** The call to the outside at which it is killed; Infinity for a life that lasts. */
  readonly diesAt: number;
  /** Killed before that call is made, or after it, before its answer is heard. */
  readonly diesBefore: boolean;
  /** The commit at which its disk is full; Infinity: never. */
  readonly diskFullAt: number;
  /** The commit that was answered with an error stands in the journal all the same. */
  readonly diskLies: boolean;
  /** The whole machine goes down with it, and every process. */
  readonly takesMachine: boolean;
  /** When it is told to stop, it takes the agents along. */
  readonly drains: boolean;
  /** An agent that somebody took out of its configuration. */
  readonly lacks: string | undefined;
}

/** One life of the drover process, from start to its end or its death. */
export interface Life extends Fate {
  readonly number: number;
  readonly world: World;
  readonly onDeath: (() => void)[];
  readonly leases: Map<string, Lease>;
  /** Asks it to stop in good order. */
  readonly stop: AbortController;
  calls: number;
  commits: number;
  /** Its disk was full: nothing is written any more. */
  diskFull: boolean;
  dead: boolean;
}

/** What an agent keeps under a session id. */
export interface AgentSession {
  readonly agent: string;
  readonly goal: GoalId;
  /** Everything that its turns used. */
  used: Usage;
  /** What of that drover was told. */
  told: Usage;
  /** Tokens in its context. */
  context: number;
  /** The agent does not know it any more. */
  lost: boolean;
}

/** How a process ended, as its shim wrote it down. */
export interface Ending {
  readonly outcome: 'finished' | 'failed' | 'aborted';
  readonly failure?: Failure;
  readonly text?: string;
  readonly denials?: readonly Denial[];
  /** It could say what it cost before it was gone. */
  readonly lastWords?: true;
}

/** A life of drover that follows a process. */
export interface Watcher {
  readonly life: Life;
  readonly hear: (event: AgentEvent) => void;
  /** The process is gone. */
  readonly over: () => void;
}

/** A started agent under its shim; it goes on when drover is gone, until it ends by itself or is ended. */
export interface AgentProcess {
  readonly tag: string;
  readonly goal: GoalId;
  readonly kind: SimAgentKind;
  readonly request: TurnRequest;
  readonly conduct: Conduct;
  readonly startedAt: number;
  endedAt: number;
  /** Its session, once it has spoken. */
  session: string | undefined;
  running: boolean;
  /** Somebody writes down how it ends, and ends it when its time is up. */
  shim: boolean;
  /** It was asked to end. */
  asked: boolean;
  /** What its stream said so far. */
  readonly stream: AgentEvent[];
  /** What this turn used so far. */
  spent: Usage;
  /** Size of its context, once told. */
  context: { used: number; window?: number } | undefined;
  /** What it wrote down at its end; absent when there was nobody to write. */
  ending: Ending | undefined;
  /** What the row of this start has to say about its usage, set at its end. */
  due: Usage;
  /** Running totals of its session, where it told them. */
  totals: Usage | undefined;
  watcher: Watcher | undefined;
  /** How often somebody began to watch it. */
  watches: number;
  readonly timers: Set<() => void>;
}
