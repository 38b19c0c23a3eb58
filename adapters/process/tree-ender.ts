import { setTimeout as sleep } from 'node:timers/promises';
import { endTree } from './end-tree.ts';
import type { ProcessTree } from './process-tree.ts';

/** Ends a running tree once, for whatever reason comes first. */
export interface TreeEnder {
  readonly tree: ProcessTree;
  readonly killAfterMs: number;
  /** Settles when the tree was ended and yet no exit of the main process was seen: it is stuck in the kernel. */
  readonly stuck: PromiseWithResolvers<void>;
  reason?: 'timeout' | 'abort' | 'fault';
  /** Answers the survivors. */
  ending?: Promise<readonly number[]>;
}

/** The exit of a killed process is reported a moment after it is gone from the process table. */
const exitGraceMs = 1_000;
/** Longest delay that a timer of the platform can hold. */
const longestTimerMs = 2 ** 31 - 1;

/** An ender that nothing has triggered yet. */
export const newTreeEnder = (tree: ProcessTree, killAfterMs: number): TreeEnder => ({
  tree,
  killAfterMs,
  stuck: Promise.withResolvers(),
});

/** Begins to end the tree; a second call, for whatever reason, changes nothing. */
export function triggerEnd(ender: TreeEnder, reason: NonNullable<TreeEnder['reason']>): void {
  if (ender.ending) return;
  ender.reason = reason;
  ender.ending = endTree(ender.tree, ender.killAfterMs);
  const grace = ender.ending.then(() => sleep(exitGraceMs, undefined, { ref: false }));
  grace.then(ender.stuck.resolve, ender.stuck.reject);
}

/** Ties the ender to the time limit and to the caller's signal; the answer unties it. */
export function armEnder(ender: TreeEnder, timeoutMs: number | undefined, signal: AbortSignal): () => void {
  const onAbort = (): void => triggerEnd(ender, 'abort');
  const onTimeout = (): void => triggerEnd(ender, 'timeout');
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  const timer =
    timeoutMs === undefined ? undefined : setTimeout(onTimeout, Math.min(timeoutMs, longestTimerMs));
  return () => {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  };
}
