import { realFiles } from '../../../adapters/store/lowdb/disk/file-ops.ts';
import {
  append,
  openSegment,
  whenDurable,
  type Journal,
} from '../../../adapters/store/lowdb/journal/journal.ts';
import { newJournal } from '../../../adapters/store/lowdb/journal/new-journal.ts';
import { recordOf } from '../../../adapters/store/shared/commit-record.ts';
import { emptyTables } from '../../../adapters/store/shared/tables.ts';
import { goalIdOf } from '../../../src/domain/ids.ts';
import type { BenchRow } from '../bench-row.ts';
import { inFolder, inTurns } from '../measure.ts';
import { nextCommit } from './bench-store.ts';
import { rawFile } from './raw-file.ts';

const writers = 100;
const each = 64;
const group = 64;

const rate = (ms: number): string => `${Math.round((writers * each) / ms)}/ms`;

async function openJournal(folder: string): Promise<Journal> {
  const journal = newJournal(
    {
      files: realFiles,
      folder,
      segmentBytes: Infinity,
      onDurable: () => undefined,
      onFailure: () => undefined,
    },
    { segment: 1, segmentSize: 0, record: 0 },
  );
  await openSegment(journal, 1);
  return journal;
}

export const journalAppend: BenchRow = {
  name: 'journal append, 100 writers',
  baseline: 'raw append with group commit of 64',
  target: { kind: 'at least', value: 0.45 },
  unit: '×',
  run: () =>
    inFolder(async (folder) => {
      const journal = await openJournal(folder);
      const commit = nextCommit(goalIdOf(1), 1);
      const accepted = recordOf(emptyTables(), commit, 1);
      const raw = rawFile(folder, `12345678 ${accepted.text}${accepted.document}\n`);
      const writer = async (): Promise<void> => {
        for (let step = 0; step < each; step += 1) {
          const record = { ...accepted.record, n: journal.appended + 1 };
          append(journal, { ...accepted, record });
          await whenDurable(journal, record.n);
        }
      };
      const [ours, theirs] = await inTurns(
        9,
        () => Promise.all(Array.from({ length: writers }, writer)),
        () => {
          for (let step = 0; step < (writers * each) / group; step += 1) raw.append(group);
        },
      );
      raw.close();
      if (journal.open) await realFiles.close(journal.open.fd);
      return { value: theirs / ours, detail: `${rate(ours)} against ${rate(theirs)}` };
    }),
};
