import type { CheckResult, Criterion, ReviewFlag } from '../domain/acceptance.ts';
import type { Actor } from '../domain/actor.ts';
import type { Attachment, SourceMessage } from '../domain/surface/attachment.ts';
import type { ErrorCode } from '../domain/errors.ts';
import type { AskedQuestion } from '../domain/question.ts';
import type { Hook } from '../domain/hooks/hook.ts';
import type { Failure } from '../domain/failure.ts';
import type { EffectId, GoalId } from '../domain/ids.ts';
import type { Growth } from '../domain/budget.ts';
import type { AgentChoice, GoalSpec, GoalState } from '../domain/goal.ts';
import type { ContextSize, Denial, DiffStat, TurnRecord, Usage } from '../domain/turn.ts';
import type { GoalDocument } from './state.ts';

interface Answer {
  /** The order this fact answers; when that order is not pending any more, the fact is not folded. */
  readonly effectId: EffectId;
}

/** A turn that is over, as the runner reports it. */
export interface TurnFinished extends Answer {
  readonly type: 'TurnFinished';
  readonly outcome: 'finished' | 'failed' | 'aborted';
  readonly failure?: Failure;
  readonly session?: string;
  readonly sessionTotals?: Usage;
  readonly context?: ContextSize;
  readonly usage: Usage;
  readonly text: string;
  readonly denials: readonly Denial[];
  readonly diff?: DiffStat;
  /** Commits that the agent made in this turn. */
  readonly commits?: TurnRecord['commits'];
  /** What stood in the turn's summary file. */
  readonly summaryFile?: string;
  /** What stood in the turn's question file. */
  readonly questionFile?: AskedQuestion;
}

export interface ChecksFinished extends Answer {
  readonly type: 'ChecksFinished';
  readonly results: readonly CheckResult[];
  readonly changes: DiffStat;
  /** The tree that was judged. */
  readonly tree?: string;
  readonly flags?: readonly ReviewFlag[];
  readonly wallMs: number;
}

/** Facts about one goal, in the past tense. Those with `effectId` answer an order. */
export type GoalEvent =
  | { readonly type: 'SlotGranted' }
  | { readonly type: 'WakeDue' }
  | (Answer & {
      readonly type: 'WorkspaceReady';
      readonly workspace: { path: string; branch: string; base: string; baseSha: string };
      readonly criteria: readonly Criterion[];
      readonly pinned?: GoalDocument['pinned'];
    })
  | (Answer & { readonly type: 'BaselineFinished'; readonly results: readonly CheckResult[] })
  | (Answer & { readonly type: 'CheckpointMade'; readonly number: number; readonly sha: string })
  | (Answer & {
      readonly type: 'TurnStarted';
      readonly seq: number;
      readonly promptBytes: number;
      readonly promptDigest?: string;
      /** Notes in the prompt of a session that begins. */
      readonly recalled?: number;
      /** Files that people sent and that could not be brought. */
      readonly missing?: readonly { readonly name: string; readonly problem: string }[];
    })
  | (Answer & {
      readonly type: 'TurnProgressed';
      readonly text?: string;
      readonly tools: number;
      readonly session?: string;
      /** Of the turn so far, as far as its stream tells. */
      readonly usage?: Usage;
    })
  /** Nothing was heard from the agent for so long, in milliseconds, and no tool is at work. */
  | (Answer & { readonly type: 'TurnStalled'; readonly silentMs: number })
  | TurnFinished
  | ChecksFinished
  | (Answer & { readonly type: 'WorkCommitted'; readonly sha: string; readonly changes: DiffStat })
  | (Answer & { readonly type: 'BranchDelivered'; readonly ref: string })
  | (Answer & { readonly type: 'WorkspaceRestored' })
  | (Answer & {
      readonly type: 'AgentChosen';
      readonly agent: AgentChoice;
      readonly why: string;
      readonly usage?: Usage;
    })
  /** `text` undefined: there is nothing to say, or nobody who could. */
  | (Answer & { readonly type: 'TurnSummarised'; readonly text?: string; readonly usage?: Usage })
  | (Answer & {
      readonly type: 'SessionSummarised';
      readonly text?: string;
      readonly problem?: string;
      readonly usage?: Usage;
    })
  | (Answer & {
      readonly type: 'MemoryExtracted';
      readonly written: readonly string[];
      readonly refused: readonly { readonly file: string; readonly why: string }[];
      /** Nothing was looked for, and why. */
      readonly skipped?: string;
      readonly failed?: boolean;
      readonly usage?: Usage;
    })
  /** The act is about to be done. */
  | (Answer & { readonly type: 'HookClaimed' })
  /** Certainly nothing was done: the act is free again. `retryAt`: a try failed, and the next is not made before. */
  | (Answer & { readonly type: 'HookReleased'; readonly retryAt?: number; readonly note?: string })
  | (Answer & {
      readonly type: 'HookFinished';
      readonly outcome: 'done' | 'failed' | 'unknown';
      readonly note?: string;
    })
  /** The agent asks a person from inside its turn, which goes on. */
  | (Answer & AskedQuestion & { readonly type: 'QuestionAsked' })
  /** The order cannot be carried out, now or later. */
  | (Answer & {
      readonly type: 'EffectFailed';
      readonly code: ErrorCode;
      readonly message: string;
      readonly hint: string;
    })
  | {
      readonly type: 'QuestionAnswered';
      readonly by: Actor;
      readonly question: string;
      readonly text: string;
    }
  /** The agent was told the answer while its turn ran. */
  | { readonly type: 'AnswerTaken'; readonly question: string }
  /** A goal that this one waits for has ended; `purged` when nobody knows how. */
  | { readonly type: 'DependencyEnded'; readonly goal: GoalId; readonly state: GoalState | 'purged' }
  /** One that had ended has a new run. */
  | { readonly type: 'DependencyReopened'; readonly goal: GoalId }
  /** What was asked for is another thing now; it takes effect with the next turn. */
  | {
      readonly type: 'SpecEdited';
      readonly by: Actor;
      readonly change: SpecChange;
      /** Of the checks, when those change. */
      readonly digest?: string;
    }
  | { readonly type: 'HookAdded'; readonly by: Actor; readonly hook: Hook }
  | { readonly type: 'HookRemoved'; readonly by: Actor; readonly hook: string }
  | { readonly type: 'WorkspaceEvicted' }
  /** drover took over what an agent did to a project's notes, or did not. */
  | {
      readonly type: 'NotesTidied';
      readonly outcome: 'adopted' | 'skipped';
      readonly written: readonly string[];
      readonly removed: readonly string[];
      readonly refused: readonly { readonly file: string; readonly why: string }[];
      readonly why?: string;
    }
  | { readonly type: 'PauseWished'; readonly by: Actor }
  | { readonly type: 'ResumeWished'; readonly by: Actor }
  | { readonly type: 'CancelWished'; readonly by: Actor; readonly reason: string }
  /** `at`: when it was typed, by the platform's clock; only the turn that ran then is ended. Epoch milliseconds. */
  | { readonly type: 'StopWished'; readonly by: Actor; readonly at: number }
  /** `now`: the running turn is ended, and the next one begins with the message. */
  | {
      readonly type: 'MessageGiven';
      readonly by: Actor;
      readonly text: string;
      readonly now?: boolean;
      readonly source?: SourceMessage;
      readonly attachments?: readonly Attachment[];
    }
  | { readonly type: 'BudgetGrown'; readonly by: Actor; readonly add: Growth }
  /** Nobody gives more: the goal ends with what it has. */
  | { readonly type: 'BudgetRefused'; readonly by: Actor }
  | { readonly type: 'CompactWished'; readonly by: Actor; readonly focus: string }
  | { readonly type: 'SwitchWished'; readonly by: Actor; readonly agent: AgentChoice }
  | { readonly type: 'RollbackWished'; readonly by: Actor; readonly checkpoint: number }
  /** A new run on the same session. */
  | { readonly type: 'ContinueWished'; readonly by: Actor; readonly text: string }
  /** A new run from the base. */
  | { readonly type: 'RetryWished'; readonly by: Actor; readonly text: string }
  /** drover goes away and leaves running what runs. */
  | { readonly type: 'DroverLeft' }
  /** drover is there again, and goes on with a turn that ran meanwhile. */
  | { readonly type: 'DroverBack' }
  /** `channel`: where it stands, when the one that was named only stood for it. */
  | { readonly type: 'RootPosted'; readonly messageId: string; readonly channel?: string }
  /** What a hook said elsewhere is not taken there. `key` names the act. */
  | { readonly type: 'HookRefused'; readonly key: string; readonly code: string }
  /** `hint`: what a person can do so that the place takes the next one. */
  | { readonly type: 'RootRefused'; readonly code: string; readonly hint?: string }
  /** The card cannot be edited any more: it was deleted, or is too old. */
  | { readonly type: 'CardLost'; readonly code: string }
  /** The card that takes its place stands, or never will. */
  | { readonly type: 'CardPosted'; readonly messageId: string }
  | { readonly type: 'CardRefused'; readonly code: string }
  /** What became of telling people that the goal waits for them; dropped: there was an answer before it could be posted. */
  | (Rung & { readonly type: 'RungDelivered'; readonly messageId: string })
  | (Rung & { readonly type: 'RungRefused'; readonly code: string })
  | (Rung & { readonly type: 'RungDropped' });

/** One rung of what people are asked; steps count from 0. */
interface Rung {
  readonly ask: string;
  readonly step: number;
}

/** What may be edited while a goal lives. */
export type SpecChange = Partial<
  Pick<GoalSpec, 'text' | 'title' | 'acceptance' | 'after' | 'priority'> & { agent: AgentChoice }
>;
export type GoalEventType = GoalEvent['type'];
export type EventOf<T extends GoalEventType> = Extract<GoalEvent, { type: T }>;
