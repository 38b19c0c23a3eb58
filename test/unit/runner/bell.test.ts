import { expect, test } from 'vitest';
import { createBell } from '../../../src/runner/bell.ts';

test('a ring after taking the next wakes it, also when it comes before anybody waits', async () => {
  const bell = createBell();
  const next = bell.next();
  bell.ring();
  await expect(next).resolves.toBeUndefined();
});

test('a ring from before does not wake who asks after it', async () => {
  const bell = createBell();
  bell.ring();
  const order: string[] = [];
  const waiting = bell.next().then(() => order.push('woken'));
  await Promise.resolve();
  order.push('still asleep');
  bell.ring();
  await waiting;
  expect(order).toEqual(['still asleep', 'woken']);
});

test('one ring wakes everybody', async () => {
  const bell = createBell();
  const all = Promise.all([bell.next(), bell.next()]);
  bell.ring();
  await expect(all).resolves.toHaveLength(2);
});
