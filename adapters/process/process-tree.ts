import type { ProcessRow } from './proc-table.ts';
import { canSeeProcesses, readProcessTable } from './proc-table.ts';

/** A process tree: the main process is the leader of a session and group of its own. */
export interface ProcessTree {
  readonly pid: number;
  readonly tag: string;
  /** When the main process began, in clock ticks since boot: nothing in its tree is older. */
  readonly since?: number;
  /** Processes seen in the tree so far, `pid` → `start`: one that left its parent and its tag is still known. */
  readonly known: Map<number, string>;
}

/** A process found by its tag. */
export interface TaggedProcess {
  readonly pid: number;
  readonly tag: string;
}

/** Every live process whose tag starts with the prefix. Always empty where processes cannot be seen (not Linux). */
export async function findTagged(prefix: string): Promise<readonly TaggedProcess[]> {
  const rows = await readProcessTable();
  return rows.flatMap(({ pid, tag }) => (tag?.startsWith(prefix) ? [{ pid, tag }] : []));
}

/** Sends a signal to every process whose tag starts with the prefix; answers those found. */
export async function killTagged(prefix: string, signal: NodeJS.Signals): Promise<readonly TaggedProcess[]> {
  const found = await findTagged(prefix);
  for (const { pid } of found) sendSignal(pid, signal);
  return found;
}

/**
 * The live members of a tree: its group, its session, whatever bears its tag, and all their descendants.
 * Where processes cannot be seen it is the process group alone, as one negative pid.
 */
export async function findMembers(tree: ProcessTree): Promise<readonly number[]> {
  if (!canSeeProcesses()) return sendSignal(-tree.pid, 0) ? [-tree.pid] : [];
  const members = membersOf(tree, await readProcessTable(tree.since));
  for (const row of members) tree.known.set(row.pid, row.start);
  return members.map((row) => row.pid);
}

/** Picks the tree's members from a process table. */
export function membersOf(tree: ProcessTree, rows: readonly ProcessRow[]): readonly ProcessRow[] {
  const members = new Map<number, ProcessRow>();
  for (const row of rows) if (belongsByItself(tree, row)) members.set(row.pid, row);
  const children = Map.groupBy(rows, (row) => row.parent);
  const queue = [...members.keys()];
  for (let pid = queue.pop(); pid !== undefined; pid = queue.pop()) {
    for (const child of children.get(pid) ?? []) {
      if (members.has(child.pid)) continue;
      members.set(child.pid, child);
      queue.push(child.pid);
    }
  }
  return [...members.values()];
}

const belongsByItself = (tree: ProcessTree, row: ProcessRow): boolean =>
  row.group === tree.pid ||
  row.session === tree.pid ||
  row.tag === tree.tag ||
  tree.known.get(row.pid) === row.start;

/** Signals a process, or a group by its negative id; false when it is gone or not ours to signal. */
export function sendSignal(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    // ESRCH: it ended meanwhile. EPERM: it became somebody else's; the caller sees it as a survivor.
    return false;
  }
}
