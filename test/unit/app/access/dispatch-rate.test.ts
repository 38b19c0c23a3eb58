import { expect, test } from 'vitest';
import { createDispatchRate } from '../../../../src/app/access/dispatch-rate.ts';
import { createFakeClock } from '../../../support/core/fake-clock.ts';
import { createTestWorld, nobody, sampleInstallation } from '../../../support/core/verb-world.ts';

const people = { identities: [['slack:U1', 'discord:1']], bots: [] };
const access = { ...nobody, run: ['slack:U1', 'slack:U3'] };

function stage(most: number) {
  const clock = createFakeClock();
  const world = createTestWorld(sampleInstallation({ access, people }), {
    dispatchRate: createDispatchRate(most, clock),
  });
  return { ...world, rate: clock };
}

test('one person dispatches so many in a minute, with all accounts together; others are not held up', async () => {
  const { ask, rate } = stage(2);
  expect(await ask('run one')).toMatchObject({ ok: true });
  expect(await ask('run two', { actor: { platform: 'discord', user: '1' } })).toMatchObject({ ok: true });
  const refused = await ask('run three');
  expect(refused).toMatchObject({ ok: false, code: 'RATE_LIMITED' });
  expect(refused.hint).toContain('Try again in 1 min');
  expect(await ask('run three', { actor: { platform: 'slack', user: 'U3' } })).toMatchObject({ ok: true });
  await rate.advance(60_000);
  expect(await ask('run four')).toMatchObject({ ok: true });
});

test('many at the same moment do not slip through together', async () => {
  const { ask, goals } = stage(3);
  await Promise.all(Array.from({ length: 9 }, (_, index) => ask(`run task ${index}`)));
  expect(await goals()).toBe(3);
});

test('strangers and repeats are not counted, nor is the operator at the machine', async () => {
  const { ask } = stage(1);
  await ask('run one', { id: 'same' });
  expect(await ask('run one', { id: 'same' })).toMatchObject({ ok: true, goal: 'G-1' });
  expect(await ask('run x', { actor: { platform: 'slack', user: 'U9' } })).toMatchObject({
    code: 'ACCESS_DENIED',
  });
  for (const line of ['run a', 'run b'])
    expect(await ask(line, { actor: { platform: 'local', user: 'local' } })).toMatchObject({ ok: true });
});
