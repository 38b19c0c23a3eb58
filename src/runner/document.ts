import { principalOf } from '../domain/actor.ts';
import { DroverError } from '../domain/errors.ts';
import { isTerminal } from '../domain/goal.ts';
import type { GoalId } from '../domain/ids.ts';
import { threadKey } from '../domain/origin.ts';
import { heedsOthers } from '../goal/moves/heed-dependencies.ts';
import { nextRungAt } from '../goal/moves/ladder/climb.ts';
import { GoalDocumentSchema, type GoalDocument } from '../goal/state.ts';
import type { GoalIndex, GoalStore } from '../ports/store/goal-store.ts';
import { upgradeDocument } from './upgrade-document.ts';

/** A goal as stored, with the version that the next commit must name. */
export interface LoadedGoal {
  readonly goal: GoalDocument;
  readonly version: number;
}

/** The only reader of stored documents: checks the shape, and upgrades older ones when there are any. */
export function parseDocument(document: unknown): GoalDocument {
  const parsed = GoalDocumentSchema.safeParse(upgradeDocument(document));
  if (parsed.success) return parsed.data;
  throw new DroverError(
    'STORE_CORRUPT',
    `a stored goal has an unknown shape: ${parsed.error.issues[0]?.path.join('.')} ${parsed.error.issues[0]?.message}`,
    'It was written by another version of drover, or changed by hand. Restore the store from a backup.',
    { cause: parsed.error },
  );
}

/** Most goals whose checked document is kept at hand. */
const mostChecked = 64;

/** What was read lately, checked already: a goal that people or a worker deal with is read again and again. */
const checked = new WeakMap<GoalStore, Map<GoalId, LoadedGoal>>();

/**
 * The goal as it is now. A version is written once, so its document is checked once; readers of the same version share
 * the object, and whoever wants to change it copies it first.
 */
export async function loadGoal(store: GoalStore, id: GoalId): Promise<LoadedGoal | undefined> {
  const stored = await store.load(id);
  const recent = checked.get(store) ?? new Map<GoalId, LoadedGoal>();
  if (stored === undefined) {
    recent.delete(id);
    return undefined;
  }
  checked.set(store, recent);
  const known = recent.get(id);
  if (known?.version === stored.version) return known;
  const loaded = { goal: parseDocument(stored.document), version: stored.version };
  keep(recent, id, loaded);
  return loaded;
}

function keep(recent: Map<GoalId, LoadedGoal>, id: GoalId, loaded: LoadedGoal): void {
  recent.delete(id);
  recent.set(id, loaded);
  const [oldest] = recent.keys();
  if (recent.size > mostChecked && oldest !== undefined) recent.delete(oldest);
}

/** What the store can find the goal by. A run whose process still has to report is not over for the store. */
export function indexOf(goal: GoalDocument): GoalIndex {
  const thread = threadKey(goal.origin);
  return {
    state: goal.state,
    terminal: isTerminal(goal.state) && goal.effects.length === 0,
    project: goal.spec.project,
    owner: goal.spec.person ?? principalOf(goal.spec.dispatcher),
    agent: goal.agent.name,
    priority: goal.spec.priority,
    hasWork: goal.effects.length > 0,
    createdAt: goal.createdAt,
    ...(thread === undefined ? {} : { thread }),
    ...wakeAtOf(goal),
    ...afterOf(goal),
  };
}

function wakeAtOf(goal: GoalDocument): { wakeAt?: number } {
  const wakeAt = Math.min(
    goal.waiting?.deadline ?? goal.sleep?.until ?? Infinity,
    nextRungAt(goal) ?? Infinity,
  );
  return wakeAt === Infinity ? {} : { wakeAt };
}

/** Whom it comes after, as long as that matters. */
function afterOf(goal: GoalDocument): Pick<GoalIndex, 'after'> {
  if (!heedsOthers(goal)) return {};
  return {
    after: goal.dependencies.map(({ goal: other, state }) => ({ goal: other, ended: state !== undefined })),
  };
}
