import { expect, test } from 'vitest';
import { goalIdOf } from '../../../../../src/domain/ids.ts';
import { createTestWorld, sampleInstallation } from '../../../../support/core/verb-world.ts';
import { wordsOf } from '../../../../support/core/words-of.ts';

const admin = { platform: 'slack', user: 'UADMIN', name: 'root' } as const;
const ids = (count: number) => [...Array(count).keys()].map((number) => goalIdOf(number + 1));

function withEvictions(result = { worktrees: ids(2), failed: ids(0), bytes: 3 * 1024 ** 3 }) {
  const asked: number[] = [];
  const installation = sampleInstallation();
  const access = { ...installation.access, admin: ['slack:UADMIN'] };
  const evict = async (olderMs: number) => {
    asked.push(olderMs);
    return result;
  };
  const world = createTestWorld({ ...installation, access }, { evict });
  return { ...world, asked };
}

test('evict says what was freed', async () => {
  const { ask, asked } = withEvictions();
  const given = await ask('evict --older 24h', { actor: admin });
  expect(asked).toEqual([86_400_000]);
  expect(given).toMatchObject({ ok: true, data: { worktrees: ['G-1', 'G-2'], bytes: 3 * 1024 ** 3 } });
  expect(wordsOf(given.content)).toContain('2 worktrees removed, 3 GB freed');
  expect(wordsOf(given.content)).toContain('G-1, G-2');
});

test('evict says what it could not remove, and does not name hundreds', async () => {
  const { ask } = withEvictions({ worktrees: ids(30), failed: ids(1), bytes: 0 });
  const words = wordsOf((await ask('evict --older 0s', { actor: admin })).content);
  expect(words).toContain('G-20 and 10 more');
  expect(words).toContain('Not removed: G-1.');
});

test('nothing to evict is said plainly', async () => {
  const { ask } = withEvictions({ worktrees: [], failed: [], bytes: 0 });
  const words = wordsOf((await ask('evict --older 2h', { actor: admin })).content);
  expect(words).toContain('No goal that ended at least 2 h ago has a worktree that could go.');
});

test('evict needs an age, and an admin', async () => {
  const { ask, asked } = withEvictions();
  expect(await ask('evict', { actor: admin })).toMatchObject({ code: 'WRONG_USAGE' });
  expect(await ask('evict --older soon', { actor: admin })).toMatchObject({ code: 'WRONG_USAGE' });
  expect(await ask('evict --older 1h', { actor: { platform: 'slack', user: 'U1' } })).toMatchObject({
    code: 'ACCESS_DENIED',
  });
  expect(asked).toEqual([]);
});

test('a repeat of the same delivery removes nothing more and gets the first answer', async () => {
  const { intake, clock, asked } = withEvictions();
  const message = {
    deliveryId: 'same',
    at: clock.now(),
    actor: admin,
    place: { platform: 'slack', workspace: 'T1', channel: 'C1' },
    request: { form: 'line', line: 'evict --older 1h' },
  } as const;
  const first = await intake(message);
  expect(await intake(message)).toEqual(first);
  expect(asked).toEqual([3_600_000]);
});
