import { expect, test } from 'vitest';
import { dispatchChained } from '../../../src/compose/hooks/dispatch-chained.ts';
import { goalIdOf } from '../../../src/domain/ids.ts';
import type { ChainRequest } from '../../../src/ports/hooks/chain.ts';
import { createTestWorld } from '../../support/core/verb-world.ts';

const request = (more: Partial<ChainRequest> = {}): ChainRequest => ({
  parent: goalIdOf(1),
  dispatcher: { platform: 'slack', user: 'U1', name: 'alice' },
  place: { platform: 'slack', workspace: 'T1', channel: 'C1', thread: '1.1' },
  depth: 1,
  text: 'release it',
  project: 'shop',
  deliveryId: 'hook/G-1/1/done/2/H-1',
  from: 'hook/G-1/H-1',
  result: { task: 'fix it', status: 'done', summary: 'Fixed.' },
  ...more,
});

test('a goal of a hook knows the one before it, and its place in the chain', async () => {
  const { world, goal } = createTestWorld();
  expect(await dispatchChained(world, request())).toEqual({ ok: true, goal: 'G-1' });
  const { spec } = await goal(1);
  expect(spec).toMatchObject({
    parent: 'G-1',
    depth: 1,
    from: 'hook/G-1/H-1',
    parentResult: { task: 'fix it', status: 'done', summary: 'Fixed.' },
    dispatcher: { user: 'U1' },
    origin: { channel: 'C1' },
  });
  expect(spec.origin.thread).toBeUndefined();
});

test('the same act twice is one goal, and another act with the same text another', async () => {
  const { world, goals } = createTestWorld();
  const first = await dispatchChained(world, request());
  expect(await dispatchChained(world, request())).toEqual(first);
  expect(await goals()).toBe(1);
  const other = request({ deliveryId: 'hook/G-1/2/done/2/H-1' });
  expect(await dispatchChained(world, other)).toEqual({ ok: true, goal: 'G-2' });
});

test('five goals may follow the first', async () => {
  const { world, goals } = createTestWorld();
  expect(await dispatchChained(world, request({ depth: 5 }))).toMatchObject({ ok: true });
  const next = request({ depth: 6, deliveryId: 'hook/G-6/1/done/1/H-1' });
  expect(await dispatchChained(world, next)).toMatchObject({ ok: false, code: 'CHAIN_TOO_DEEP' });
  expect(await goals()).toBe(1);
});

test('whoever may not start goals any more starts none by a hook', async () => {
  const { world, goals } = createTestWorld();
  const gone = request({ dispatcher: { platform: 'slack', user: 'U8' } });
  expect(await dispatchChained(world, gone)).toMatchObject({ ok: false, code: 'ACCESS_DENIED' });
  expect(await dispatchChained(world, request({ project: 'gone' }))).toMatchObject({
    ok: false,
    code: 'PROJECT_UNKNOWN',
  });
  expect(await goals()).toBe(0);
});
