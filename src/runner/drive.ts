import { DroverError, toError } from '../domain/errors.ts';
import type { EffectId, GoalId } from '../domain/ids.ts';
import type { PendingEffect } from '../goal/effects.ts';
import type { GoalEvent } from '../goal/events.ts';
import type { GoalDocument } from '../goal/state.ts';
import type { Lease } from '../ports/store/job-queue.ts';
import { applyEvent } from './apply.ts';
import { createBell, type Bell } from './bell.ts';
import { loadGoal } from './document.ts';
import { perform } from './perform/perform.ts';
import { shutdown, withdrawn, type Tools } from './perform/performer.ts';
import type { Runtime } from './runtime.ts';

interface Flight {
  readonly abort: AbortController;
  /** Aborted when the flight is left to go on by itself. */
  readonly leave: AbortController;
  readonly done: Promise<void>;
}

interface Drive {
  readonly runtime: Runtime;
  readonly tools: Tools;
  readonly lease: Lease;
  readonly flights: Map<EffectId, Flight>;
  readonly bell: Bell;
  /** Nothing can be written for the goal any more: to go on would only do the same orders over and over. */
  barred: boolean;
  /** Why, when it was the store. */
  fault?: unknown;
}

/**
 * Carries out a goal's pending orders until there are none: starts those that are new, ends those that were withdrawn.
 * Returns when the goal has no work, or everything in flight was ended after `signal` or the loss of the lease.
 * Rejects when the store failed.
 */
export async function driveGoal(
  runtime: Runtime,
  tools: Tools,
  lease: Lease,
  signal: AbortSignal,
): Promise<void> {
  const drive: Drive = { runtime, tools, lease, flights: new Map(), bell: createBell(), barred: false };
  const unsubscribe = runtime.store.onCommit((change) => {
    if (change.goal === lease.goal) drive.bell.ring();
  });
  const onAbort = () => drive.bell.ring();
  signal.addEventListener('abort', onAbort);
  try {
    while (!signal.aborted && !drive.barred) {
      const news = drive.bell.next();
      if (!(await keepUp(drive))) break;
      await news;
    }
  } finally {
    await land(drive);
    signal.removeEventListener('abort', onAbort);
    unsubscribe();
  }
  if (drive.fault !== undefined) throw drive.fault;
}

/** Brings what is in flight in line with what is pending; false when the goal has no work left. */
async function keepUp(drive: Drive): Promise<boolean> {
  const loaded = await loadGoal(drive.runtime.store, drive.lease.goal);
  const effects = loaded?.goal.effects ?? [];
  for (const [id, flight] of drive.flights) {
    const effect = effects.find((candidate) => candidate.id === id);
    if (effect === undefined || isWithdrawn(effect)) flight.abort.abort(withdrawn);
  }
  if (loaded === undefined) return drive.flights.size > 0;
  // What is still being ended works in the same worktree: nothing new begins beside it.
  const landing = [...drive.flights.values()].some(({ abort }) => abort.signal.aborted);
  for (const effect of effects) {
    if (!drive.flights.has(effect.id) && !landing) takeOff(drive, effect, loaded.goal);
    // A process of an earlier life that is to be ended is found in order to end it.
    if (isWithdrawn(effect)) drive.flights.get(effect.id)?.abort.abort(withdrawn);
  }
  return drive.flights.size > 0;
}

const isWithdrawn = (effect: PendingEffect): boolean =>
  effect.type === 'RunTurn' && effect.abort !== undefined;

/** Agents outlive drover where they may; everything else is ended, and begun again by the next life. */
async function land(drive: Drive): Promise<void> {
  for (const flight of drive.flights.values()) {
    if (drive.tools.leaveRunning) flight.leave.abort(shutdown);
    else flight.abort.abort(shutdown);
  }
  await Promise.all([...drive.flights.values()].map((flight) => flight.done));
}

function takeOff(drive: Drive, effect: PendingEffect, goal: GoalDocument): void {
  const [abort, leave] = [new AbortController(), new AbortController()];
  // Only an agent can go on by itself.
  if (effect.type !== 'RunTurn')
    leave.signal.addEventListener('abort', () => abort.abort(shutdown), { once: true });
  const done = fly(drive, effect, goal, { signal: abort.signal, leave: leave.signal }).finally(() => {
    drive.flights.delete(effect.id);
    drive.bell.ring();
  });
  drive.flights.set(effect.id, { abort, leave, done });
}

async function fly(
  drive: Drive,
  effect: PendingEffect,
  goal: GoalDocument,
  signals: { readonly signal: AbortSignal; readonly leave: AbortSignal },
): Promise<void> {
  const { runtime, tools } = drive;
  const report = (event: GoalEvent) => fold(drive, event);
  try {
    const event = await perform({ runtime, tools, goal, report, ...signals }, effect);
    if (event !== undefined) await fold(drive, event);
  } catch (error) {
    // Aborted work stays pending, or is not wanted any more: either way there is nothing to report.
    if (signals.signal.aborted || signals.leave.aborted) return;
    await fold(drive, asFailure(runtime, effect, goal.id, error)).catch((cause: unknown) =>
      bar(drive, cause),
    );
  }
}

async function fold(drive: Drive, event: GoalEvent): Promise<boolean> {
  const { runtime, lease } = drive;
  const applied = await applyEvent(runtime, lease.goal, () => event, { fence: lease.fence });
  if (applied.is === 'lease-lost') bar(drive);
  return applied.is === 'applied';
}

function bar(drive: Drive, fault?: unknown): void {
  drive.barred = true;
  if (fault !== undefined) drive.fault = fault;
  drive.bell.ring();
}

function asFailure(runtime: Runtime, effect: PendingEffect, goal: GoalId, thrown: unknown): GoalEvent {
  const error = toError(thrown);
  if (error instanceof DroverError) {
    const { code, message, hint } = error;
    return { type: 'EffectFailed', effectId: effect.id, code, message, hint };
  }
  runtime.logger.error({ err: error, goal, effect: effect.type }, 'an order failed in an unexpected way');
  const hint = 'This is a bug in drover; the log has the details. The work is kept.';
  return {
    type: 'EffectFailed',
    effectId: effect.id,
    code: 'BUG',
    message: `${effect.type}: ${error.message}`,
    hint,
  };
}
