import type { GoalSpec, GoalState } from '../domain/goal.ts';
import { goalIdOf, type GoalId } from '../domain/ids.ts';
import type { EmptyPurse, LogEntry, ReduceContext } from '../goal/draft.ts';
import type { GoalEvent } from '../goal/events.ts';
import { reduce, type Step } from '../goal/reduce.ts';
import { requestGoal } from '../goal/request-goal.ts';
import type { GoalDocument } from '../goal/state.ts';
import type { CommitResult, EntryWrite, InboxMark, NewEvent, PostDone } from '../ports/store/goal-store.ts';
import { indexOf, loadGoal, type LoadedGoal } from './document.ts';
import { moneyOf } from './money.ts';
import { firstPosts, postsElsewhere, postsOf } from './posts.ts';
import type { Runtime } from './runtime.ts';

/** What goes into the same commit as the event. */
export interface Along {
  readonly fence?: number;
  readonly inboxMarks?: (after: GoalDocument) => readonly InboxMark[];
  readonly postsDone?: readonly PostDone[];
  readonly entries?: readonly EntryWrite[];
}

export type Applied =
  | { is: 'applied'; before: GoalDocument; after: GoalDocument }
  /** The goal does not exist, the event's order is not pending any more, or `decide` had none. Nothing was written. */
  | { is: 'nothing' }
  /** Another worker holds the goal. Nothing was written. */
  | { is: 'lease-lost' }
  /** Somebody else wrote one of the entries first. Nothing was written. */
  | { is: 'overtaken' }
  /** The delivery was dealt with before. Nothing was written. */
  | { is: 'repeat'; mark: InboxMark };

/** Looks at the goal as it is now and says what happened; called again after a write conflict. */
export type Decide = (goal: GoalDocument) => GoalEvent | undefined;

/**
 * Folds one event into one goal and writes everything that follows from it in one commit.
 * A write conflict is solved by deciding again, which is safe because deciding is pure.
 */
export async function applyEvent(
  runtime: Runtime,
  id: GoalId,
  decide: Decide,
  along: Along = {},
): Promise<Applied> {
  let emptyPurse: EmptyPurse | undefined;
  for (;;) {
    const loaded = await loadGoal(runtime.store, id);
    if (loaded === undefined) return { is: 'nothing' };
    const event = decide(loaded.goal);
    const step =
      event === undefined ? undefined : reduce(loaded.goal, event, await contextOf(runtime, emptyPurse));
    if (step === undefined) return { is: 'nothing' };
    const result = await write(runtime, loaded, step, along);
    if (result.ok) return { is: 'applied', before: loaded.goal, after: step.document };
    if (result.reason === 'already-marked') return { is: 'repeat', mark: result.mark };
    if (result.reason === 'lease-lost') return { is: 'lease-lost' };
    if (result.reason === 'entry-conflict') return { is: 'overtaken' };
    if (result.reason === 'purse-empty') emptyPurse = emptyPurseOf(runtime, result);
  }
}

async function contextOf(runtime: Runtime, emptyPurse: EmptyPurse | undefined): Promise<ReduceContext> {
  const now = runtime.clock.now();
  return {
    now,
    uuid: runtime.random.uuid(),
    chance: runtime.random.unit(),
    noticeEveryTurns: runtime.noticeEveryTurns,
    rules: runtime.rules,
    agents: runtime.agents,
    cooled: await runtime.store.cooldowns(now),
    ...(emptyPurse === undefined ? {} : { emptyPurse }),
  };
}

/** Decided again with this, the goal waits instead of ordering the turn that cannot be paid. */
function emptyPurseOf(
  { money, clock }: Runtime,
  { purse, leftUsd, limitUsd }: Extract<CommitResult, { reason: 'purse-empty' }>,
): EmptyPurse {
  const fullAgainAt = money.fullAgainAt(purse, clock.now());
  return { key: purse, leftUsd, limitUsd, ...(fullAgainAt === undefined ? {} : { fullAgainAt }) };
}

async function write(runtime: Runtime, loaded: LoadedGoal, step: Step, along: Along): Promise<CommitResult> {
  const goal = step.document;
  const { settle, reserve } = await moneyOf(runtime, loaded.goal, goal);
  const posts = postsOf(loaded.goal, step);
  const elsewhere = postsElsewhere(step);
  return runtime.store.commit({
    goal: {
      id: goal.id,
      expectedVersion: loaded.version,
      document: goal,
      index: indexOf(goal),
      events: toEvents(runtime, goal, step.log),
      posts,
      ...(along.fence === undefined ? {} : { fence: along.fence }),
    },
    ...(along.inboxMarks === undefined ? {} : { inboxMarks: along.inboxMarks(goal) }),
    ...(along.postsDone === undefined ? {} : { postsDone: along.postsDone }),
    ...(along.entries === undefined ? {} : { entries: along.entries }),
    ...(elsewhere.length === 0 ? {} : { posts: elsewhere }),
    ...(settle.length === 0 ? {} : { settle }),
    ...(reserve.length === 0 ? {} : { reserve }),
    ...(step.cooldowns.length === 0 ? {} : { cooldowns: step.cooldowns }),
  });
}

const toEvents = (runtime: Runtime, goal: GoalDocument, log: readonly LogEntry[]): NewEvent[] =>
  log.map((entry) => ({ run: goal.run, ...entry, at: runtime.clock.now() }));

/** What goes into the same commit as a new goal. */
export interface AlongWithNew {
  readonly inboxMarks?: (goal: GoalDocument) => readonly InboxMark[];
  readonly entries?: (goal: GoalDocument) => readonly EntryWrite[];
  /** How those of `spec.after` ended that have ended already. */
  readonly ended?: ReadonlyMap<GoalId, GoalState>;
}

export type Created =
  | { readonly goal: GoalDocument }
  /** The delivery was dealt with before; there is no new goal. */
  | { readonly mark: InboxMark }
  /** Somebody else wrote that entry first; there is no new goal. */
  | { readonly overtaken: string };

/** Makes a goal under the next free handle, its root card ordered in the same commit. */
export async function createGoal(
  runtime: Runtime,
  spec: GoalSpec,
  along: AlongWithNew = {},
): Promise<Created> {
  for (;;) {
    const id = goalIdOf(await runtime.store.nextGoalNumber());
    const goal = requestGoal(id, spec, {
      now: runtime.clock.now(),
      uuid: runtime.random.uuid(),
      dependencyWaitMs: runtime.rules.dependencyWaitMs,
      ...(along.ended === undefined ? {} : { ended: along.ended }),
    });
    const requested: LogEntry = { type: 'decision', data: { what: 'requested', spec } };
    const result = await runtime.store.commit({
      goal: {
        id,
        expectedVersion: 0,
        document: goal,
        index: indexOf(goal),
        events: toEvents(runtime, goal, [requested]),
        posts: firstPosts(goal),
      },
      ...(along.inboxMarks === undefined ? {} : { inboxMarks: along.inboxMarks(goal) }),
      ...(along.entries === undefined ? {} : { entries: along.entries(goal) }),
    });
    if (result.ok) return { goal };
    if (result.reason === 'already-marked') return { mark: result.mark };
    if (result.reason === 'entry-conflict') return { overtaken: result.key };
  }
}
