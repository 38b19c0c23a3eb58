import { expect, test } from 'vitest';
import type { Memory } from '../../../../src/ports/memory.ts';
import type { PurgedParts } from '../../../../src/ports/store/purged.ts';
import { purgeGoal } from '../../../../src/runner/retention/purge-goal.ts';
import { alice } from '../../../support/core/sample-goal.ts';
import { never, openRetentionLab, type RetentionLab } from './lab.ts';

const marks = (parts: PurgedParts) => [{ deliveryId: 'd1', answer: parts, at: 1 }];

function purging(lab: RetentionLab) {
  const forget = async (project: string, goal: string) => {
    await lab.onRemove(`notes ${goal}`);
    lab.removed.push(`notes of ${goal} in ${project}`);
    return ['a.md'];
  };
  const memory = { forget } as unknown as Memory;
  return { retention: lab.retention, memory, marks };
}

test('everything of an ended goal goes, and its handle with it', async () => {
  const lab = openRetentionLab();
  const id = await lab.prepared();
  const claim = { key: 'dispatch/shop/1', expectedVersion: 0, value: { goal: id, at: 1, words: 'secret' } };
  const other = { key: 'dispatch/shop/2', expectedVersion: 0, value: { goal: 'G-7', at: 1, words: 'x' } };
  await lab.store.commit({ entries: [claim, other] });
  const purged = await purgeGoal(purging(lab), id, never);
  expect(purged).toEqual({ is: 'purged', parts: { bytes: 110, notes: 1 } });
  expect(lab.removed.slice(0, 5)).toEqual([
    'worktree G-1',
    'refs G-1 and branch',
    'loose objects of shop',
    'turns G-1',
    'thread G-1',
  ]);
  expect(lab.removed.at(-1)).toBe('notes of G-1 in shop');
  expect(await lab.store.load(id)).toBeUndefined();
  expect(await lab.store.events(id, 0, 100)).toEqual([]);
  expect((await lab.store.entries('dispatch/')).map(({ key }) => key)).toEqual(['dispatch/shop/2']);
  expect(await lab.store.seen('d1')).toMatchObject({ answer: { bytes: 110 } });
  expect(await lab.request()).toMatchObject({ id: 'G-2' });
});

test('an open goal is not purged', async () => {
  const lab = openRetentionLab();
  const id = await lab.prepared('open');
  expect(await purgeGoal(purging(lab), id, never)).toEqual({ is: 'open' });
  expect(lab.removed).toEqual([]);
});

test('a goal that somebody works on is left alone', async () => {
  const lab = openRetentionLab();
  const id = await lab.prepared();
  await lab.store.claim(id, 'another worker');
  expect(await purgeGoal(purging(lab), id, never)).toEqual({ is: 'busy' });
  expect(lab.removed).toEqual([]);
});

test('a goal that goes on while it is purged stays, and gets its worktree again', async () => {
  const lab = openRetentionLab();
  const id = await lab.prepared();
  lab.onRemove = async (what) => {
    if (what.startsWith('turns')) await lab.happen(id, { type: 'ContinueWished', by: alice, text: '' });
  };
  expect(await purgeGoal(purging(lab), id, never)).toEqual({ is: 'open' });
  expect(await lab.goal(1)).toMatchObject({ run: 2, state: 'queued', next: 'prepare' });
});

test('cut off in the middle, it is finished by the next try', async () => {
  const lab = openRetentionLab();
  const id = await lab.prepared();
  lab.onRemove = (what) => {
    if (what.startsWith('turns')) throw new Error('the power went');
  };
  await expect(purgeGoal(purging(lab), id, never)).rejects.toThrow('the power went');
  expect(await lab.store.load(id)).toBeDefined();
  lab.onRemove = () => undefined;
  lab.works.length = 0;
  expect(await purgeGoal(purging(lab), id, never)).toMatchObject({ is: 'purged' });
  expect(await lab.store.load(id)).toBeUndefined();
});
