import { expect, it } from 'vitest';
import { playReturns } from '../play-returns.ts';

it('returns to any checkpoint from anywhere, whatever the agent did in between', async () => {
  expect(await playReturns(4)).toBeGreaterThanOrEqual(12);
});
