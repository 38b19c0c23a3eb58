import { readFile, readdir } from 'node:fs/promises';

/** The variable that marks a process tree; children inherit it, whatever session they move to. */
export const tagVariable = 'DROVER_TURN';

/** A live process. `start` (clock ticks since boot) and `pid` together name it for ever. */
export interface ProcessRow {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
  readonly start: string;
  /** Value of `DROVER_TURN` in the environment it was started with; absent when unreadable. */
  readonly tag?: string;
}

/** Whether processes can be found by tag here: only where the kernel shows environments under `/proc`. */
export const canSeeProcesses = (platform: string = process.platform): boolean => platform === 'linux';

/**
 * Every live process but this one; zombies are left out, since they hold nothing and only wait for their parent.
 * Empty where `/proc` does not exist. Format: proc(5).
 */
export async function readProcessTable(): Promise<readonly ProcessRow[]> {
  if (!canSeeProcesses()) return [];
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const rows = await Promise.all(pids.filter((pid) => pid !== process.pid).map(readRow));
  return rows.filter((row) => row !== undefined);
}

async function readRow(pid: number): Promise<ProcessRow | undefined> {
  const stat = await readOrNothing(`/proc/${pid}/stat`);
  const row = stat && parseStat(stat.toString('latin1'));
  if (!row) return undefined;
  const environment = await readOrNothing(`/proc/${pid}/environ`);
  const tag = environment && tagIn(environment);
  return tag === undefined ? row : { ...row, tag };
}

/** Processes end while they are looked at, and others belong to other users: both read as nothing. */
async function readOrNothing(path: string): Promise<Buffer | undefined> {
  return readFile(path).catch(() => undefined);
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

/** The tag in an environment block: entries separated by NUL. */
export function tagIn(environment: Buffer): string | undefined {
  const prefix = `${tagVariable}=`;
  const entry = environment
    .toString('utf8')
    .split('\0')
    .find((text) => text.startsWith(prefix));
  return entry?.slice(prefix.length);
}
