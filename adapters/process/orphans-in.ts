import type { ProcessRow } from './proc-table.ts';

/** A process of a tree that nobody goes on with, and the tag of that tree. */
export interface Orphan {
  readonly row: ProcessRow;
  readonly tag: string;
}

/**
 * Picks out of a process table what belongs to trees whose tag starts with the prefix: agents, their shims, and their
 * descendants, also those that took the mark out of their environment. Trees in `keep` are left alone.
 */
export function orphansIn(
  rows: readonly ProcessRow[],
  prefix: string,
  keep: ReadonlySet<string>,
): readonly Orphan[] {
  const children = Map.groupBy(rows, (row) => row.parent);
  const orphans = new Map<number, Orphan>();
  const queue = rows.flatMap((row) => orphanOf(row, prefix, keep) ?? []);
  for (let orphan = queue.pop(); orphan; orphan = queue.pop()) {
    const { row, tag } = orphan;
    if (orphans.has(row.pid)) continue;
    orphans.set(row.pid, orphan);
    const unmarked = (children.get(row.pid) ?? []).filter((child) => markOf(child) === undefined);
    queue.push(...unmarked.map((child) => ({ row: child, tag })));
  }
  return [...orphans.values()];
}

const markOf = (row: ProcessRow): string | undefined => row.tag ?? row.shim;

function orphanOf(row: ProcessRow, prefix: string, keep: ReadonlySet<string>): Orphan | undefined {
  const tag = markOf(row);
  return tag?.startsWith(prefix) && !keep.has(tag) ? { row, tag } : undefined;
}
