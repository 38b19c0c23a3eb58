import type { Criterion } from '../../domain/acceptance.ts';
import type { AgentChoice } from '../../domain/goal.ts';
import type { DeliveryRight } from '../../domain/rules/people-rules.ts';
import type { Usage } from '../../domain/turn.ts';
import type { Identity, Workspaces } from '../../ports/workspace.ts';
import type { Agent } from '../../ports/agent.ts';
import type { McpServer } from '../../ports/agent-door.ts';
import type { DispatchChained } from '../../ports/hooks/chain.ts';
import type { Evaluator } from '../../ports/evaluator.ts';
import type { HelperLlm } from '../../ports/helper-llm.ts';
import type { HookOutlets } from '../../ports/hooks/hook-outlets.ts';
import type { Memory } from '../../ports/memory.ts';
import type { TurnFiles } from '../../ports/agent-door.ts';
import type { GoalFiles } from '../../ports/turns/goal-files.ts';
import type { TurnLog } from '../../ports/turns/turn-log.ts';
import type { GoalEvent } from '../../goal/events.ts';
import type { PendingEffect } from '../../goal/effects.ts';
import type { GoalDocument } from '../../goal/state.ts';
import type { Runtime } from '../runtime.ts';

/** The outside, as far as the work of a goal needs it. */
export interface Tools {
  readonly workspaces: Workspaces;
  readonly evaluator: Evaluator;
  readonly agents: ReadonlyMap<string, Agent>;
  /** Limits of each agent, in milliseconds. */
  readonly limits: (agent: string) => TurnLimits;
  /** Usage with the dollars that count: as reported, else by the agent's price table; none where nothing is billed. */
  readonly bill: (agent: AgentChoice, usage: Usage) => Usage;
  /** First 16 hex digits of a text's SHA-256. */
  readonly digest: (text: string) => string;
  /** Whether turns go on when drover goes away; otherwise they are ended. */
  readonly leaveRunning: boolean;
  readonly identity: Identity;
  /** Begins the tag of every child process of this home. */
  readonly homeId: string;
  /** The folder of one process start: `turns/<goal>/<run>-<seq>`; made when missing. */
  readonly turnFolder: (goal: GoalDocument, seq: number) => Promise<string>;
  readonly turnLog: TurnLog;
  readonly files: GoalFiles;
  readonly helper: HelperLlm;
  readonly memory: Memory;
  readonly hooks: HookTools;
  readonly asking: AskTools;
  /** Whether whoever asked for a goal may still have it delivered; absent: nobody lost a right. */
  readonly mayDeliver?: (goal: GoalDocument) => Promise<DeliveryRight>;
  /** Milliseconds between two progress facts of one turn. */
  readonly progressMs: number;
  /** Reads the criteria in a project's own file; `problem` names the file and the line. */
  readonly parseCriteria: (text: string, file: string) => ParsedCriteria;
}

export type ParsedCriteria =
  | { readonly ok: true; readonly criteria: readonly Criterion[] }
  | { readonly ok: false; readonly problem: string };

/** How agents reach people from inside a turn. */
export interface AskTools {
  /** The program to be started beside the agent of the turn with that tag and folder. */
  readonly mcpServer: (tag: string, folder: string) => Promise<McpServer>;
  readonly files: TurnFiles;
}

/** What hooks act with. */
export interface HookTools {
  readonly outlets: HookOutlets;
  readonly dispatch: DispatchChained;
  /** The value of a variable that signs webhooks; undefined when it is not set, or not one of these. */
  readonly secretOf: (name: string) => string | undefined;
}

/** Milliseconds. */
export interface TurnLimits {
  readonly turnMs: number;
  readonly killAfterMs: number;
  /** People are told when nothing was heard from the agent for so long. */
  readonly stallMs: number;
}

/** One order being carried out. */
export interface Performance<E extends PendingEffect = PendingEffect> {
  readonly runtime: Runtime;
  readonly tools: Tools;
  readonly effect: E;
  /** The goal as it was when the order was taken up. */
  readonly goal: GoalDocument;
  /** Aborted when the order was withdrawn (reason `withdrawn`) or drover stops (`shutdown`). */
  readonly signal: AbortSignal;
  /** Aborted when drover goes away and what runs is left running. */
  readonly leave: AbortSignal;
  /** Folds a fact on the way; false when the order is not pending any more. */
  readonly report: (event: GoalEvent) => Promise<boolean>;
}

/** Why work is aborted. */
export const withdrawn = 'withdrawn';
export const shutdown = 'shutdown';

/** The tag of a child process: found again, by prefix, after a crash. */
export const tagOf = (tools: Tools, goal: GoalDocument, part: string): string =>
  `${tools.homeId}/${goal.id}/${goal.run}-${part}`;
