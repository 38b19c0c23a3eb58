import { basename } from 'node:path';
import type { GoalId } from '../../../../src/domain/ids.ts';
import { isHeld, type Leases } from '../../shared/leases.ts';
import type { GoalRow, SaidRow, Tables } from '../../shared/tables.ts';
import type { FileOps } from '../disk/file-ops.ts';
import { readSealed, writeSealed, type RowText } from '../disk/sealed-file.ts';
import { corrupt } from '../disk/store-error.ts';
import type { StoreState } from '../state.ts';
import { archiveFile, type StorePaths } from '../store-paths.ts';

/** A finished goal as its file keeps it. */
export interface ArchivedGoal {
  readonly row: GoalRow;
  readonly said: readonly SaidRow[];
}

type ArchiveRow = { readonly goal: Omit<GoalRow, 'text'> } | { readonly said: SaidRow };

/** Goals that nothing is expected of: they are over, owe nobody a message, and nobody works on them. */
export function finishedGoals(tables: Tables, leases: Leases): readonly ArchivedGoal[] {
  const owing = new Set([...tables.waiting.values()].map((row) => row.owner));
  const rows = [...tables.goals.values()].filter(
    (row) =>
      !row.archived &&
      row.index.terminal &&
      !row.index.hasWork &&
      !owing.has(row.id) &&
      !isHeld(leases, row.id),
  );
  const said = Map.groupBy(tables.said.values(), (row) => row.owner);
  return rows.map((row) => ({ row, said: said.get(row.id) ?? [] }));
}

/** Writes the final document of a goal and what it had said. */
export async function writeArchive(files: FileOps, paths: StorePaths, goal: ArchivedGoal): Promise<void> {
  const { text, ...row } = goal.row;
  const rows: RowText[] = goal.said.map((said) => [json({ said })]);
  await writeSealed(files, archiveFile(paths, row.id), {}, [[json({ goal: row }), text], ...rows]);
}

const json = (row: ArchiveRow): string => JSON.stringify(row);

/**
 * What a finished goal's file says; undefined when the goal was taken out before it was read.
 * @throws DroverError STORE_CORRUPT when the file is damaged or gone
 */
export async function archiveOf(
  { files, paths, tables }: Pick<StoreState, 'files' | 'paths' | 'tables'>,
  id: GoalId,
): Promise<ArchivedGoal | undefined> {
  try {
    return await readArchive(files, paths, id);
  } catch (error) {
    if (tables.purged.has(id)) return undefined;
    throw error;
  }
}

async function readArchive(files: FileOps, paths: StorePaths, id: GoalId): Promise<ArchivedGoal> {
  const path = archiveFile(paths, id);
  const file = await readSealed<object, ArchiveRow>(files, path);
  let row: GoalRow | undefined;
  const said: SaidRow[] = [];
  for (const { head, document } of file?.rows ?? []) {
    if ('goal' in head) row = { ...head.goal, text: document };
    else said.push(head.said);
  }
  if (!row) throw corrupt(basename(path), 0, 'the archived goal is missing');
  return { row, said };
}
