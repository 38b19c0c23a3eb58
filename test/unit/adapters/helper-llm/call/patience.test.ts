import { expect, test } from 'vitest';
import { createPatience } from '../../../../../adapters/helper-llm/call/patience.ts';
import { createFakeClock } from '../../../../support/core/fake-clock.ts';

test('patience ends after silence, not after a long time with words in it', async () => {
  const clock = createFakeClock();
  const patience = createPatience(clock, 60_000);
  for (let words = 0; words < 10; words += 1) {
    await clock.advance(50_000);
    patience.heard();
  }
  expect(patience.signal.aborted).toBe(false);
  await clock.advance(59_999);
  expect(patience.signal.aborted).toBe(false);
  await clock.advance(1);
  expect(patience.signal.aborted).toBe(true);
});

test('patience that is not needed any more sleeps no longer', async () => {
  const clock = createFakeClock();
  const patience = createPatience(clock, 60_000);
  patience.stop();
  await clock.advance(120_000);
  expect(patience.signal.aborted).toBe(false);
  expect(clock.sleepers()).toBe(0);
});
