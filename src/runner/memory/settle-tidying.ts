import { isTerminal } from '../../domain/goal.ts';
import type { GoalDocument } from '../../goal/state.ts';
import type { EventOf } from '../../goal/events.ts';
import type { MemoryAdopted } from '../../ports/memory.ts';
import { applyEvent } from '../apply.ts';
import { loadGoal } from '../document.ts';
import type { MemoryKeeper } from './memory-keeper.ts';
import type { TidyingLease, TidyingState } from '../../policy/memory/tidying-state.ts';
import { leaseWrite, stateWrite, type TidyingEntries } from './tidying-entries.ts';

type Outcome = Pick<NonNullable<TidyingState['outcome']>, 'is' | 'note'>;

interface Ending {
  readonly outcome: Outcome;
  /** What the goal's thread is told. */
  readonly told?: Omit<EventOf<'NotesTidied'>, 'type'>;
}

interface Case {
  readonly project: string;
  readonly entries: TidyingEntries;
  readonly lease: TidyingLease;
}

/**
 * Looks at the goal that tidies: while it works the lease is this life's; once it has ended, what it did is judged and
 * taken over, and the lease is given back. A goal that nobody knows any more was lost.
 */
export async function settleTidying(keeper: MemoryKeeper, the: Case, signal: AbortSignal): Promise<void> {
  const { runtime } = keeper;
  const goal = (await loadGoal(runtime.store, the.lease.goal))?.goal;
  if (goal !== undefined && (!isTerminal(goal.state) || goal.effects.length > 0))
    return takeOver(keeper, the);
  const ending = goal === undefined ? lost : await endingOf(keeper, the.project, goal, signal);
  const { told } = ending;
  if (!(await conclude(keeper, the, ending.outcome)) || told === undefined) return;
  await applyEvent(runtime, the.lease.goal, () => ({ type: 'NotesTidied', ...told }));
}

const lost: Ending = {
  outcome: { is: 'lost on restart', note: 'the goal is not known any more' },
};

/** An earlier life of drover dispatched it; its goal outlives that. */
async function takeOver({ runtime, life }: MemoryKeeper, { project, entries, lease }: Case): Promise<void> {
  if (lease.life.pid === life.pid && lease.life.bootId === life.bootId) return;
  const write = leaseWrite(project, entries, { ...lease, life });
  const { ok } = await runtime.store.commit({ entries: [write] });
  if (ok) runtime.logger.info({ project, goal: lease.goal }, 'goes on with the tidying of an earlier life');
}

/** false: somebody else wrote first; the next look decides anew. */
async function conclude({ runtime }: MemoryKeeper, the: Case, outcome: Outcome): Promise<boolean> {
  const { project, entries, lease } = the;
  const state = {
    ...entries.state.value,
    outcome: { ...outcome, at: runtime.clock.now(), goal: lease.goal },
  };
  const writes = [leaseWrite(project, entries, undefined), stateWrite(project, entries, state)];
  const { ok } = await runtime.store.commit({ entries: writes });
  if (ok) runtime.logger.info({ project, goal: lease.goal, ...outcome }, 'the tidying of notes is over');
  return ok;
}

async function endingOf(
  { memory }: MemoryKeeper,
  project: string,
  goal: GoalDocument,
  signal: AbortSignal,
): Promise<Ending> {
  const { sha, workspace, state, result } = goal;
  if (state !== 'done') return { outcome: { is: 'failed', note: result?.reason ?? state } };
  if (sha === undefined || workspace === undefined || sha === workspace.baseSha)
    return { outcome: { is: 'nothing to do', note: 'the agent changed nothing' } };
  const author = { goal: goal.id, message: `Tidied by ${goal.id}` };
  const adopted = await memory.adopt(project, { base: workspace.baseSha, sha, author }, signal);
  return { outcome: outcomeOf(adopted), told: toldOf(adopted) };
}

const outcomeOf = (adopted: MemoryAdopted): Outcome =>
  adopted.is === 'skipped'
    ? { is: 'skipped', note: adopted.why }
    : {
        is: 'adopted',
        note: `${adopted.written.length} written, ${adopted.removed.length} removed, ${adopted.refused.length} put back`,
      };

const toldOf = (adopted: MemoryAdopted): NonNullable<Ending['told']> =>
  adopted.is === 'skipped'
    ? { outcome: 'skipped', written: [], removed: [], refused: [], why: adopted.why }
    : {
        outcome: 'adopted',
        written: adopted.written,
        removed: adopted.removed,
        refused: adopted.refused,
      };
