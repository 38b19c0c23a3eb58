import { describe, expect, it } from 'vitest';
import type { ProcessRow } from '../../../../adapters/process/proc-table.ts';
import { membersOf } from '../../../../adapters/process/process-tree.ts';

const row = (pid: number, parent: number, more: Partial<ProcessRow> = {}): ProcessRow => ({
  pid,
  parent,
  group: pid,
  session: pid,
  start: String(pid * 10),
  ...more,
});

const pids = (rows: readonly ProcessRow[], known = new Map<number, string>()): number[] =>
  membersOf({ pid: 100, tag: 'h/G-1/1-1', known }, rows)
    .map((member) => member.pid)
    .toSorted((a, b) => a - b);

describe('members of a process tree', () => {
  it('are its group and its session', () => {
    const rows = [row(100, 1), row(101, 100, { group: 100 }), row(102, 1, { session: 100 }), row(200, 1)];
    expect(pids(rows)).toEqual([100, 101, 102]);
  });

  it('are whoever bears the tag, wherever it moved', () => {
    expect(pids([row(300, 1, { tag: 'h/G-1/1-1' }), row(301, 1, { tag: 'h/G-1/1-2' })])).toEqual([300]);
  });

  it('are not those of a turn whose number only begins like this one', () => {
    expect(pids([row(300, 1, { tag: 'h/G-1/1-10' })])).toEqual([]);
  });

  it('are all descendants, also with a clean environment and a session of their own', () => {
    expect(pids([row(100, 1), row(400, 100), row(401, 400), row(402, 401), row(500, 1)])).toEqual([
      100, 400, 401, 402,
    ]);
  });

  it('are those seen before, unless the number belongs to another process now', () => {
    const known = new Map([
      [400, '4000'],
      [401, 'another start'],
    ]);
    expect(pids([row(400, 1), row(401, 1)], known)).toEqual([400]);
  });

  it('are nobody when all are gone', () => {
    expect(pids([row(1, 0), row(2, 1)])).toEqual([]);
  });
});
