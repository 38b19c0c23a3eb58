import { expect, test } from 'vitest';
import { watchForStall } from '../../../../src/runner/perform/watch-for-stall.ts';
import { createFakeClock } from '../../../support/core/fake-clock.ts';

function watching(stallMs = 10_000) {
  const clock = createFakeClock();
  const over = new AbortController();
  const told: number[] = [];
  const watch = watchForStall(clock, stallMs, over.signal, (silentMs) => told.push(silentMs));
  return { clock, over, told, watch };
}

test('silence is told once, when it has lasted long enough', async () => {
  const { clock, told } = watching();
  await clock.advance(9999);
  expect(told).toEqual([]);
  await clock.advance(1001);
  expect(told).toHaveLength(1);
  await clock.advance(100_000);
  expect(told).toHaveLength(1);
});

test('every word begins the silence anew', async () => {
  const { clock, told, watch } = watching();
  for (let round = 0; round < 10; round += 1) {
    await clock.advance(8000);
    watch.heard(false);
  }
  expect(told).toEqual([]);
});

test('a tool at work may be silent', async () => {
  const { clock, told, watch } = watching();
  watch.heard(true);
  await clock.advance(60_000);
  expect(told).toEqual([]);
  watch.heard(false);
  await clock.advance(12_000);
  expect(told).toHaveLength(1);
});

test('after the turn nothing is told, and nobody sleeps any more', async () => {
  const { clock, told, over } = watching();
  over.abort('over');
  await clock.advance(60_000);
  expect(told).toEqual([]);
  expect(clock.sleepers()).toBe(0);
});
