import { expect, it } from 'vitest';
import type { Locks } from '../../../../../../adapters/workspace/git-worktree/mirror/locks.ts';
import { withLock } from '../../../../../../adapters/workspace/git-worktree/mirror/locks.ts';

const never = new AbortController().signal;

it('runs one at a time under a name, in the order they came, and different names side by side', async () => {
  const locks: Locks = new Map();
  const told: string[] = [];
  const first = Promise.withResolvers<void>();
  const work = (name: string, until?: Promise<void>) => async () => {
    told.push(`${name} begins`);
    await until;
    told.push(`${name} ends`);
  };
  const one = withLock(locks, 'web', work('one', first.promise), never);
  const two = withLock(locks, 'web', work('two'), never);
  await withLock(locks, 'other', work('other'), never);
  expect(told).toEqual(['one begins', 'other begins', 'other ends']);
  first.resolve();
  await Promise.all([one, two]);
  expect(told.slice(3)).toEqual(['one ends', 'two begins', 'two ends']);
  expect(locks.size).toBe(0);
});

it('goes on after a holder that failed', async () => {
  const locks: Locks = new Map();
  const failing = withLock(locks, 'web', () => Promise.reject(new Error('no')), never);
  const next = withLock(locks, 'web', () => Promise.resolve('fine'), never);
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('fine');
});

it('lets an aborted waiter go without letting the one behind it overtake the holder', async () => {
  const locks: Locks = new Map();
  const gate = Promise.withResolvers<void>();
  const controller = new AbortController();
  const holder = withLock(locks, 'web', () => gate.promise, never);
  const waiter = withLock(locks, 'web', () => Promise.resolve('never'), controller.signal);
  let hasRun = false;
  const behind = withLock(locks, 'web', () => Promise.resolve((hasRun = true)), never);
  controller.abort(new Error('cancelled'));
  await expect(waiter).rejects.toThrow('cancelled');
  expect(hasRun).toBe(false);
  gate.resolve();
  await Promise.all([holder, behind]);
  expect(hasRun).toBe(true);
});
