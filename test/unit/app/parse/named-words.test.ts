import { expect, test } from 'vitest';
import { createTestWorld } from '../../../support/core/verb-world.ts';

const thread = '1.1';

/** A goal whose thread is known. */
async function inThread() {
  const world = createTestWorld();
  await world.ask('run fix it');
  await world.happen(1, { type: 'RootPosted', messageId: thread });
  const name = (line: string) => world.ask({ form: 'line', line, named: true }, { thread });
  return { ...world, name };
}

test('words that name drover in a goal’s thread, and begin with no verb, are for its agent', async () => {
  const { name, goal } = await inThread();
  expect(await name('please use the old table')).toMatchObject({ ok: true, goal: 'G-1' });
  expect((await goal(1)).messages).toMatchObject([{ text: 'please use the old table' }]);
});

test('what begins with a verb is that verb, also one that is not built yet', async () => {
  const { name, goal } = await inThread();
  expect(await name('say use the new table')).toMatchObject({ ok: true });
  expect(await name('split it in two')).toMatchObject({ ok: false, code: 'NOT_BUILT' });
  expect((await goal(1)).messages).toMatchObject([{ text: 'use the new table' }]);
});

test('a single word is a slip, and a goal that has ended hears nothing any more', async () => {
  const { name, ask, goal } = await inThread();
  expect(await name('pasue')).toMatchObject({ ok: false, code: 'VERB_UNKNOWN' });
  await ask('cancel G-1');
  expect(await name('please use the old table')).toMatchObject({ ok: false, code: 'VERB_UNKNOWN' });
  expect((await goal(1)).messages).toEqual([]);
});

test('without drover’s name, or in another thread, it stays a word that is no verb', async () => {
  const { ask, goal } = await inThread();
  const line = 'please use the old table';
  expect(await ask({ form: 'line', line }, { thread })).toMatchObject({ code: 'VERB_UNKNOWN' });
  expect(await ask({ form: 'line', line, named: true }, { thread: '2.2' })).toMatchObject({
    code: 'VERB_UNKNOWN',
  });
  expect((await goal(1)).messages).toEqual([]);
});
