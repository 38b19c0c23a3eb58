import { BudgetSchema, type Budget } from '../../../src/domain/budget.ts';
import type { Actor } from '../../../src/domain/actor.ts';
import { plainGoal, type GoalSpec } from '../../../src/domain/goal.ts';
import { goalIdOf, type EffectId } from '../../../src/domain/ids.ts';
import { defaultRules } from '../../../src/domain/rules/loop-rules.ts';
import { noUsage } from '../../../src/domain/turn.ts';
import type { ReduceContext } from '../../../src/goal/draft.ts';
import { mainEffect } from '../../../src/goal/draft.ts';
import type { GoalEvent, TurnFinished } from '../../../src/goal/events.ts';
import { reduce, type Step } from '../../../src/goal/reduce.ts';
import { requestGoal } from '../../../src/goal/request-goal.ts';
import type { GoalDocument } from '../../../src/goal/state.ts';

export const alice: Actor = { platform: 'slack', user: 'U1', name: 'alice' };
export const bob: Actor = { platform: 'slack', user: 'U2', name: 'bob' };

export const context: ReduceContext = {
  now: 1000,
  uuid: '11111111-2222-4333-8444-555555555555',
  chance: 0,
  noticeEveryTurns: 0,
  rules: defaultRules,
  agents: new Map([
    ['claude', { compacts: true, costs: true }],
    ['codex', { compacts: false, costs: true }],
  ]),
  cooled: [],
};

/** No time to ask anybody: what is used up, or not allowed, ends the run at once. */
export const impatient: ReduceContext = {
  ...context,
  rules: { ...defaultRules, budgetWaitMs: 0, questionWaitMs: 0 },
};

export const sampleSpec = (budget: Partial<Budget> = {}, more: Partial<GoalSpec> = {}): GoalSpec => ({
  ...plainGoal,
  text: 'fix the flaky login test',
  title: 'fix the flaky login test',
  project: 'shop',
  source: '/repos/shop',
  agent: 'claude',
  fallback: [],
  acceptance: [{ kind: 'shell', command: 'npm test', expectedExit: 0, timeoutMs: 60_000 }],
  budget: BudgetSchema.parse(budget),
  deliver: 'branch',
  priority: 3,
  dispatcher: alice,
  origin: { platform: 'slack', workspace: 'T1', channel: 'C1' },
  ...more,
});

export const sampleGoal = (budget: Partial<Budget> = {}, more: Partial<GoalSpec> = {}): GoalDocument =>
  requestGoal(goalIdOf(1), sampleSpec(budget, more), {
    now: 1000,
    uuid: context.uuid,
    dependencyWaitMs: defaultRules.dependencyWaitMs,
  });

export const workspace = {
  path: '/worktrees/G-1',
  branch: 'drover/G-1-fix',
  base: 'main',
  baseSha: 'b'.repeat(40),
};
export const changed = { files: 1, insertions: 2, deletions: 1, untracked: 0, commits: 0 };
export const unchanged = { files: 0, insertions: 0, deletions: 0, untracked: 0, commits: 0 };
export const green = {
  label: 'npm test',
  kind: 'shell',
  ok: true,
  reason: 'exit 0',
  exitCode: 0,
  evidence: '',
  durationMs: 5,
} as const;
export const red = {
  ...green,
  ok: false,
  reason: 'exit 1',
  exitCode: 1,
  evidence: 'not ok 1 - adds',
} as const;

/** An answer whose order is filled in from whatever main order is pending. */
type Loose<E> = E extends { effectId: EffectId } ? Omit<E, 'effectId'> & { effectId?: EffectId } : E;

/** given(document).when(events…) → the last step; answers name the pending main order unless they say otherwise. */
export const fold = (document: GoalDocument, ...events: Loose<GoalEvent>[]): Step =>
  foldIn(context, document, ...events);

/** The same in other circumstances. */
export function foldIn(
  circumstances: ReduceContext,
  document: GoalDocument,
  ...events: Loose<GoalEvent>[]
): Step {
  let step: Step = { document, log: [], notices: [], cooldowns: [], rootWanted: false };
  for (const loose of events) step = foldOne(step.document, loose, circumstances);
  return step;
}

const answers = new Set([
  'WorkspaceReady',
  'BaselineFinished',
  'CheckpointMade',
  'TurnStarted',
  'TurnProgressed',
  'TurnStalled',
  'TurnFinished',
  'WorkspaceRestored',
  'ChecksFinished',
  'WorkCommitted',
  'BranchDelivered',
  'EffectFailed',
  'AgentChosen',
  'TurnSummarised',
  'SessionSummarised',
  'MemoryExtracted',
  'HookClaimed',
  'HookReleased',
  'HookFinished',
  'QuestionAsked',
]);

/** Answers to orders that are carried out beside the loop. */
const besideAnswers: Readonly<Record<string, string>> = {
  BaselineFinished: 'RunBaseline',
  TurnSummarised: 'SummariseTurn',
  MemoryExtracted: 'ExtractMemory',
  HookClaimed: 'RunHook',
  HookReleased: 'RunHook',
  HookFinished: 'RunHook',
};

function foldOne(document: GoalDocument, loose: Loose<GoalEvent>, circumstances: ReduceContext): Step {
  const needsId = answers.has(loose.type) && !('effectId' in loose && loose.effectId !== undefined);
  const effect =
    loose.type in besideAnswers
      ? document.effects.find((e) => e.type === besideAnswers[loose.type])
      : mainEffect(document);
  const event = (needsId ? { ...loose, effectId: effect?.id ?? '9.9' } : loose) as GoalEvent;
  const step = reduce(document, event, circumstances);
  if (step === undefined) throw new Error(`${loose.type} was not folded: its order is not pending`);
  return step;
}

export const ready: Loose<GoalEvent>[] = [
  { type: 'SlotGranted' },
  {
    type: 'WorkspaceReady',
    workspace,
    criteria: [{ kind: 'shell', command: 'npm test', expectedExit: 0, timeoutMs: 60_000 }],
  },
  { type: 'CheckpointMade', number: 1, sha: 'c'.repeat(40) },
];

export const startedAs = (seq: number): Loose<GoalEvent> => ({ type: 'TurnStarted', seq, promptBytes: 10 });
export const started = startedAs(1);

export const turnFinished = (more: Partial<TurnFinished> = {}): Loose<GoalEvent> => ({
  type: 'TurnFinished',
  outcome: 'finished',
  usage: { ...noUsage, input: 100, output: 10, costUsd: 0.5, wallMs: 1000 },
  text: 'Done.',
  denials: [],
  diff: changed,
  session: context.uuid,
  ...more,
});

export const turnFailed = (failure: NonNullable<TurnFinished['failure']>): Loose<GoalEvent> =>
  turnFinished({ outcome: 'failed', failure, text: '' });

/** A goal whose first turn runs. */
export const runningGoal = (budget: Partial<Budget> = {}, more: Partial<GoalSpec> = {}): GoalDocument =>
  fold(sampleGoal(budget, more), ...ready, started).document;

/** What the checks said of the finished turn. */
export const checked = (
  results: readonly (typeof green | typeof red)[],
  changes = changed,
): Loose<GoalEvent> => ({ type: 'ChecksFinished', results, changes, wallMs: 10 });

export const checkpointed = (number: number): Loose<GoalEvent> => ({
  type: 'CheckpointMade',
  number,
  sha: String(number).repeat(40),
});

/** The turn ran to its end and its checks are red: the next one runs. */
export const nextTurn = (seq: number, more: Partial<TurnFinished> = {}): Loose<GoalEvent>[] => [
  turnFinished(more),
  // Another failure each time, so that nobody takes it for the same.
  checked([{ ...red, evidence: `not ok 1 - ${'abcdefghijklmnop'[seq]} adds` } as unknown as typeof red]),
  checkpointed(seq),
  startedAs(seq),
];
