import { rm, stat } from 'node:fs/promises';
import { toError } from '../../../../src/domain/errors.ts';
import type { Clock } from '../../../../src/ports/clock.ts';
import type { Logger } from '../../../../src/ports/logger.ts';

/** git holds the locks of refs and of the index for milliseconds; one this old belongs to a process that was killed. */
const staleAfterMs = 10_000;
const pollMs = 50;

/**
 * Whether the call is worth repeating: it failed because another git held a lock, which is now gone.
 * A killed git leaves its lock file behind for ever; such a file is removed.
 */
export async function waitForLock(
  git: { readonly clock: Clock; readonly logger: Logger },
  stderr: string,
  signal: AbortSignal,
): Promise<boolean> {
  const path = /Unable to create '(.+\.lock)': File exists/.exec(stderr)?.[1];
  if (path === undefined) return false;
  const deadline = git.clock.now() + staleAfterMs;
  for (;;) {
    const since = await changedAt(path);
    if (since === undefined) return true;
    if (git.clock.now() - since > staleAfterMs || git.clock.now() > deadline) break;
    await git.clock.sleep(pollMs, signal);
  }
  git.logger.warn({ path }, 'removed a lock that a dead git left');
  await rm(path, { force: true });
  return true;
}

async function changedAt(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    const failure: Error & { code?: string } = toError(error);
    if (failure.code === 'ENOENT') return undefined;
    throw failure;
  }
}
