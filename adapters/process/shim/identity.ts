import { readFileSync } from 'node:fs';
import { canSeeProcesses, startOf } from '../proc-table.ts';
import { sendSignal } from '../process-tree.ts';
import type { ShimNote } from './shim-notes.ts';

type Identity = Pick<ShimNote, 'pid' | 'start' | 'boot'>;

/** What tells this process from every other one, as far as the system shows it. */
export function identityOf(pid: number): Identity {
  const start = startOf(pid);
  return { pid, boot: currentBoot(), ...(start === undefined ? {} : { start }) };
}

/**
 * Whether this very process still runs. Where the system shows no start times (not Linux), a process with the same
 * number counts: better to wait for a stranger than to have two agents in one worktree.
 */
export function isAlive({ pid, start, boot }: Identity): boolean {
  if (boot !== currentBoot()) return false;
  return canSeeProcesses() ? start !== undefined && startOf(pid) === start : sendSignal(pid, 0);
}

/** Whether a signal to its number certainly reaches this process and no other. */
export const isCertain = (identity: Identity): boolean => canSeeProcesses() && isAlive(identity);

/** Changes with every boot; empty where the system does not show it. */
export function currentBoot(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    // Not Linux: boots cannot be told apart here.
    return '';
  }
}
