import { expect, test } from 'vitest';
import { withLease } from '../../../src/runner/lease-keeper.ts';
import { settle } from '../../support/core/fake-clock.ts';
import { createRunnerWorld } from '../../support/core/runner-world.ts';

const untilAborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve());
  });

test('one worker at a time: the second is told that somebody else holds the goal', async () => {
  const { runtime, request } = createRunnerWorld();
  const { id } = await request();
  const stop = new AbortController();
  const first = withLease(runtime, id, 'a', (_lease, signal) => untilAborted(signal), stop.signal);
  await settle();
  expect(await withLease(runtime, id, 'b', async () => {}, stop.signal)).toBe(false);
  stop.abort('over');
  expect(await first).toBe(true);
  expect(await withLease(runtime, id, 'b', async () => {}, new AbortController().signal)).toBe(true);
});

test('the work is aborted when the lease is lost', async () => {
  const { runtime, store, request, clock } = createRunnerWorld();
  const { id } = await request();
  const reasons: unknown[] = [];
  const over = withLease(
    runtime,
    id,
    'a',
    async (lease, signal) => {
      await store.release(lease);
      await store.claim(id, 'b');
      await untilAborted(signal);
      reasons.push(signal.reason);
    },
    new AbortController().signal,
  );
  await settle();
  await clock.advance(10_000);
  await over;
  expect(reasons).toEqual(['lease lost']);
});

test('the lease is given back also when the work fails', async () => {
  const { runtime, store, request } = createRunnerWorld();
  const { id } = await request();
  const failing = withLease(
    runtime,
    id,
    'a',
    () => Promise.reject(new Error('x')),
    new AbortController().signal,
  );
  await expect(failing).rejects.toThrow('x');
  expect(await store.claim(id, 'b')).toBeDefined();
});
