import { describe, expect, test } from 'vitest';
import { createMemoryStore } from '../../../../adapters/store/memory/create-memory-store.ts';
import { helperSpending } from '../../../../src/compose/helper/helper-spending.ts';
import { createFakeClock } from '../../../support/core/fake-clock.ts';
import { createSilentLogger } from '../../../support/core/silent-logger.ts';

const open = () => createMemoryStore({ clock: createFakeClock(), logger: createSilentLogger() });

describe('what the helper model used in a day', () => {
  test('it is nothing before it was asked, and a sum afterwards', async () => {
    const spending = helperSpending(open());
    expect(await spending.read('2026-11-21')).toEqual({ tokens: 0, usd: 0 });
    await spending.add('2026-11-21', { tokens: 120, usd: 0.5 });
    await spending.add('2026-11-21', { tokens: 30, usd: 0.25 });
    expect(await spending.read('2026-11-21')).toEqual({ tokens: 150, usd: 0.75 });
    expect(await spending.read('2026-11-22')).toEqual({ tokens: 0, usd: 0 });
  });

  test('two answers at the same moment are both counted', async () => {
    const spending = helperSpending(open());
    await Promise.all(Array.from({ length: 20 }, () => spending.add('2026-11-21', { tokens: 1, usd: 0.5 })));
    expect(await spending.read('2026-11-21')).toEqual({ tokens: 20, usd: 10 });
  });

  test('a new day takes the place of those before it', async () => {
    const store = open();
    const spending = helperSpending(store);
    await spending.add('2026-11-20', { tokens: 1, usd: 0 });
    await spending.add('2026-11-21', { tokens: 2, usd: 0 });
    expect((await store.entries('helper/')).map(({ key }) => key)).toEqual(['helper/2026-11-21']);
  });
});
