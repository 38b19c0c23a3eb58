import type { GoalId } from '../../../domain/ids.ts';
import type { VerbAnswer } from '../../../domain/verb.ts';
import type { GoalDocument } from '../../../goal/state.ts';
import { circleOf, type After } from '../../../policy/queue/dependencies.ts';
import type { EntryWrite, GoalStore } from '../../../ports/store/goal-store.ts';
import { cannot } from '../control/control-goal.ts';
import { handlesIn, lookUp, type Before } from '../run/dependency-flags.ts';
import type { VerbCall, VerbWorld } from '../verb.ts';

/** Whom a goal is to come after, and how all open goals wait for each other. */
export interface Line {
  readonly after?: readonly GoalId[];
  readonly ended: Before['ended'];
  readonly others: After;
  /** Two edits at the same moment must not close a circle together. */
  readonly entries?: readonly EntryWrite[];
}

export const noLine: Line = { ended: new Map(), others: new Map() };

const key = 'control/edit-after';

/** Reads `--after`: handles, or `none`. */
export async function lineOf(world: VerbWorld, { actor, flags }: VerbCall): Promise<Line | VerbAnswer> {
  const { store, clock } = world.runtime;
  // Read before everything else: what is written with this version was decided on what is read after it.
  const expectedVersion = (await store.entry(key))?.version ?? 0;
  const given = flags['after'];
  const isNone = Array.isArray(given) && given.length === 1 && String(given[0]).toLowerCase() === 'none';
  const handles = isNone ? [] : handlesIn(given);
  if ('ok' in handles) return handles;
  const before = await lookUp(world, actor, handles);
  if ('ok' in before) return before;
  const entries = [{ key, expectedVersion, value: { at: clock.now() } }];
  return { ...before, others: await afterOfAll(store), entries };
}

async function afterOfAll(store: GoalStore): Promise<After> {
  const open = await store.list({ terminal: false });
  return new Map(open.map(({ id, after = [] }) => [id, after.map(({ goal }) => goal)]));
}

/** Why this goal cannot come after those. */
export function refuseLine(goal: GoalDocument, { after, ended, others }: Line): VerbAnswer | undefined {
  if (after === undefined) return undefined;
  const { id } = goal;
  if (goal.run > 1 || goal.startedAt !== undefined)
    return cannot(goal, `${id} has begun already`, 'Only a goal that has not begun can come after others.');
  const circle = circleOf(id, after, others);
  if (circle !== undefined)
    return cannot(goal, `They would wait for each other: ${circle.join(' → ')}`, 'Nothing was changed.');
  const failed = [...ended].find(([, state]) => state !== 'done');
  if (failed === undefined || goal.spec.afterFailed === 'run') return undefined;
  return cannot(
    goal,
    `${failed[0]} has ended already, as ${failed[1]}`,
    `Let it go on first: /goal continue ${failed[0]} TEXT.`,
  );
}
