import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkTree } from './checks/check-tree.ts';
import { describeViolation } from './checks/violation.ts';
import { exceptions } from './exceptions.ts';
import { rooms } from './rooms.ts';
import { readTree } from './source/read-tree.ts';

const root = join(import.meta.dirname, '../..');
const { violations, looked } = checkTree(await readTree(root), rooms, exceptions);

test('the project keeps to its rooms, sizes and names', () => {
  expect(violations.map(describeViolation)).toEqual([]);
});

test('the check looked at the project, and not at an empty folder', () => {
  expect(looked.files).toBeGreaterThan(150);
  expect(looked.modules).toBeGreaterThan(100);
  expect(looked.imports).toBeGreaterThan(300);
});

test('the table of rooms has no circle', () => {
  const open = new Map(rooms.map((room) => [room.path, room.imports.filter((entry) => entry !== room.path)]));
  const free = [...open.keys()].filter((path) => !reaches(path, path, open, new Set()));
  expect(free).toEqual([...open.keys()]);
});

/** Whether a room can come back to itself through what it may import. */
function reaches(
  from: string,
  goal: string,
  open: ReadonlyMap<string, readonly string[]>,
  visited: Set<string>,
): boolean {
  return (open.get(from) ?? []).some((next) => {
    if (next === goal) return true;
    if (visited.has(next)) return false;
    visited.add(next);
    return reaches(next, goal, open, visited);
  });
}
