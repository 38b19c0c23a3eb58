import { describe, expect, it } from 'vitest';
import { orphansIn } from '../../../../adapters/process/orphans-in.ts';
import type { ProcessRow } from '../../../../adapters/process/proc-table.ts';

const row = (pid: number, parent: number, marks: Pick<ProcessRow, 'tag' | 'shim'> = {}): ProcessRow => ({
  pid,
  parent,
  group: pid,
  session: pid,
  start: String(pid * 10),
  ...marks,
});
const none: ReadonlySet<string> = new Set();
const found = (rows: readonly ProcessRow[], keep = none): (readonly [number, string])[] =>
  orphansIn(rows, 'home/', keep)
    .map((orphan) => [orphan.row.pid, orphan.tag] as const)
    .toSorted(([a], [b]) => a - b);

describe('orphans in a process table', () => {
  it('are agents and shims of this home, and of no other', () => {
    const rows = [
      row(1, 0),
      row(10, 1, { tag: 'home/G-1/1-1' }),
      row(11, 1, { shim: 'home/G-1/1-1' }),
      row(12, 1, { tag: 'home2/G-1/1-1' }),
      row(13, 1, { shim: 'another/G-1/1-1' }),
    ];
    expect(found(rows)).toEqual([
      [10, 'home/G-1/1-1'],
      [11, 'home/G-1/1-1'],
    ]);
  });

  it('are not those of a turn that is gone on with, nor those whose tag merely begins like it', () => {
    const rows = [
      row(10, 11, { tag: 'home/G-1/1-1' }),
      row(11, 1, { shim: 'home/G-1/1-1' }),
      row(12, 1, { tag: 'home/G-1/1-10' }),
    ];
    expect(found(rows, new Set(['home/G-1/1-1']))).toEqual([[12, 'home/G-1/1-10']]);
  });

  it('are their descendants without a mark as well, but never a descendant that is gone on with', () => {
    const rows = [
      row(10, 1, { shim: 'home/a' }),
      row(11, 10),
      row(12, 11),
      row(13, 12, { tag: 'home/b' }),
      row(14, 13),
      row(20, 1),
    ];
    expect(found(rows, new Set(['home/b']))).toEqual([
      [10, 'home/a'],
      [11, 'home/a'],
      [12, 'home/a'],
    ]);
  });

  it('are nobody when there is none', () => {
    expect(found([row(1, 0), row(2, 1)])).toEqual([]);
  });
});
