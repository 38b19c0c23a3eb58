import { readFileSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { setImmediate as breathe } from 'node:timers/promises';

/** The variable that marks a process tree; children inherit it, whatever session they move to. */
export const tagVariable = 'DROVER_TURN';

/** The variable that marks the shim of a process tree: it does not belong to the tree. */
export const shimVariable = 'DROVER_SHIM';

/** A live process. `start` (clock ticks since boot) and `pid` together name it for ever. */
export interface ProcessRow {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
  readonly start: string;
  /** Value of `DROVER_TURN` in the environment it was started with; absent when unreadable. */
  readonly tag?: string;
  /** Value of `DROVER_SHIM`: the tag of the tree whose shim it is. */
  readonly shim?: string;
}

/** Whether processes can be found by tag here: only where the kernel shows environments under `/proc`. */
export const canSeeProcesses = (platform: string = process.platform): boolean => platform === 'linux';

/** Processes read in one go: about a millisecond in which nothing else happens. */
const batch = 40;

/**
 * Every live process but this one; zombies are left out, since they hold nothing and only wait for their parent.
 * Empty where `/proc` does not exist. Format: proc(5).
 *
 * Read synchronously, which is ten times as fast, and the kernel answers `stat` without waiting for anything. Not so
 * the environment: a process that is stuck can make its reader wait, so that is asked asynchronously.
 * @param since only processes that began at or after this (clock ticks since boot) are asked for their tag
 */
export async function readProcessTable(since = 0): Promise<readonly ProcessRow[]> {
  if (!canSeeProcesses()) return [];
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const rows: ProcessRow[] = [];
  for (let at = 0; at < pids.length; at += batch) {
    for (const pid of pids.slice(at, at + batch)) {
      const row = pid === process.pid ? undefined : readRow(pid);
      if (row) rows.push(row);
    }
    await breathe();
  }
  return Promise.all(rows.map(async (row) => (Number(row.start) < since ? row : withMarks(row))));
}

/** When a process began, in clock ticks since boot; undefined when it is gone or cannot be seen. */
export function startOf(pid: number): number | undefined {
  const row = canSeeProcesses() ? readRow(pid) : undefined;
  return row && Number(row.start);
}

function readRow(pid: number): ProcessRow | undefined {
  try {
    return parseStat(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    // It ended while it was looked at.
    return undefined;
  }
}

/** Environments of other users' processes cannot be read: they have no mark of ours. */
async function withMarks(row: ProcessRow): Promise<ProcessRow> {
  const environment = await readFile(`/proc/${row.pid}/environ`).catch(() => undefined);
  return environment ? { ...row, ...marksIn(environment) } : row;
}

/** One line of `/proc/<pid>/stat`. The name, second field, may hold spaces and brackets. Undefined for the dead. */
export function parseStat(stat: string): ProcessRow | undefined {
  const nameEnd = stat.lastIndexOf(')');
  const [state, parent, group, session, ...rest] = stat.slice(nameEnd + 2).split(' ');
  const start = rest[15];
  if (nameEnd < 0 || start === undefined || state === 'Z' || state === 'X') return undefined;
  return {
    pid: Number.parseInt(stat, 10),
    parent: Number(parent),
    group: Number(group),
    session: Number(session),
    start,
  };
}

/** drover's marks in an environment block: entries separated by NUL. */
export function marksIn(environment: Buffer): Pick<ProcessRow, 'tag' | 'shim'> {
  // Most processes bear none: their environments are not taken apart.
  if (!environment.includes('DROVER_')) return {};
  const entries = environment.toString('utf8').split('\0');
  const [tag, shim] = [tagVariable, shimVariable].map((name) => valueOf(entries, name));
  return { ...(tag === undefined ? {} : { tag }), ...(shim === undefined ? {} : { shim }) };
}

const valueOf = (entries: readonly string[], name: string): string | undefined =>
  entries.find((entry) => entry.startsWith(`${name}=`))?.slice(name.length + 1);
