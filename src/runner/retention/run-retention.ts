import { byteWords } from '../../text/format.ts';
import type { Retention } from './retention.ts';
import { retentionHealth } from './retention.ts';
import { sweep, type Swept } from './sweep.ts';

/** The first look comes when the work that waited for drover is under way; then every hour. Milliseconds. */
const firstAfterMs = 60_000;
const everyMs = 60 * 60_000;

/** Clears away until `signal`. Trouble is logged and tried again after an hour: nothing waits for this. */
export async function runRetention(retention: Retention, signal: AbortSignal): Promise<void> {
  const { runtime, rules } = retention;
  if (Object.values(rules).every((limit) => limit === 0)) return;
  for (let pauseMs = firstAfterMs; await slept(retention, pauseMs, signal); pauseMs = everyMs) {
    try {
      tell(retention, await sweep(retention, rules, signal));
    } catch (error) {
      if (signal.aborted) return;
      runtime.logger.warn(
        { err: error },
        'what ended goals left could not be looked at; the next try is in an hour',
      );
    }
  }
}

const slept = ({ runtime }: Retention, ms: number, signal: AbortSignal): Promise<boolean> =>
  runtime.clock.sleep(ms, signal).then(
    () => true,
    () => false,
  );

function tell(retention: Retention, { worktrees, bytes, leftBytes }: Swept): void {
  const { logger } = retention.runtime;
  retention.seen.leftBytes = leftBytes;
  if (bytes > 0) logger.info({ worktrees, freed: byteWords(bytes) }, 'removed what ended goals had left');
  const health = retentionHealth(retention);
  if (!health.ok) logger.warn({ reason: health.reason }, 'what is kept is more than the disk quota');
}

/**
 * Removes the worktrees of goals that ended at least so long ago, in milliseconds, whatever the rules say; nothing else
 * goes.
 */
export const evictOlder = (retention: Retention, olderMs: number, signal: AbortSignal): Promise<Swept> =>
  sweep(retention, { worktreesMs: Math.max(1, olderMs), refsMs: 0, turnsMs: 0, diskBytes: 0 }, signal);
