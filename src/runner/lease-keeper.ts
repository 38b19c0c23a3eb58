import type { GoalId } from '../domain/ids.ts';
import type { Lease } from '../ports/store/job-queue.ts';
import type { Runtime } from './runtime.ts';

/** Milliseconds between renewals; a third of the time after which a lease is given to somebody else. */
const renewEveryMs = 3000;

/**
 * Works on a goal while its lease is held: the work's signal is aborted when the lease is lost or `signal` is.
 * false: another worker holds the goal.
 */
export async function withLease(
  runtime: Runtime,
  goal: GoalId,
  worker: string,
  work: (lease: Lease, signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<boolean> {
  const lease = await runtime.store.claim(goal, worker);
  if (lease === undefined) return false;
  const lost = new AbortController();
  const over = new AbortController();
  const renewing = keepRenewing(runtime, lease, lost, over.signal);
  try {
    await work(lease, AbortSignal.any([signal, lost.signal]));
  } finally {
    over.abort();
    await renewing;
    await runtime.store.release(lease);
  }
  return true;
}

async function keepRenewing(
  runtime: Runtime,
  lease: Lease,
  lost: AbortController,
  over: AbortSignal,
): Promise<void> {
  while (!over.aborted) {
    await runtime.clock.sleep(renewEveryMs, over).catch(() => undefined);
    if (over.aborted || (await runtime.store.renew(lease))) continue;
    runtime.logger.warn({ goal: lease.goal }, 'the lease was lost; another worker takes over');
    lost.abort('lease lost');
    return;
  }
}
