import { readFile } from 'node:fs/promises';
import { isErrno, readIfThere } from './create-once.ts';

/** What tells one process from a later one with the same number. Empty where the system does not show it. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Clock ticks between the boot and the start of the process. */
  readonly startTime: string;
  /** Changes with every boot. */
  readonly bootId: string;
}

export async function ownIdentity(): Promise<ProcessIdentity> {
  const stat = await statOf(process.pid);
  return { pid: process.pid, startTime: stat?.startTime ?? '', bootId: await currentBoot() };
}

/**
 * Whether this very process still runs. Where the system shows no start times, a process with the same number counts:
 * better to refuse a start than to have two owners.
 */
export async function isAlive(identity: ProcessIdentity): Promise<boolean> {
  if (identity.bootId !== (await currentBoot())) return false;
  const stat = await statOf(identity.pid);
  if (!stat) return answersSignals(identity.pid);
  const dead = stat.state === 'Z' || stat.state === 'X';
  return !dead && (identity.startTime === '' || stat.startTime === identity.startTime);
}

async function currentBoot(): Promise<string> {
  return (await readIfThere('/proc/sys/kernel/random/boot_id'))?.trim() ?? '';
}

/** Signal 0 only asks; "not permitted" is the answer of somebody else's living process. */
function answersSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isErrno(error, 'EPERM');
  }
}

async function statOf(pid: number): Promise<{ state: string; startTime: string } | undefined> {
  try {
    return parseStat(await readFile(`/proc/${pid}/stat`, 'utf8'));
  } catch (error) {
    // ESRCH: it ended between the opening and the reading of the file.
    if (isErrno(error, 'ENOENT') || isErrno(error, 'ESRCH') || isErrno(error, 'EACCES')) return undefined;
    throw error;
  }
}

/** State and start time from a line of proc(5). The name, second field, may hold spaces and brackets. */
export function parseStat(line: string): { state: string; startTime: string } | undefined {
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  const [state, startTime] = [fields[0], fields[19]];
  return state === undefined || startTime === undefined ? undefined : { state, startTime };
}
