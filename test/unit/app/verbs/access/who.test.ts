import { describe, expect, test } from 'vitest';
import type { Actor } from '../../../../../src/domain/actor.ts';
import type { VerbAnswer } from '../../../../../src/domain/verb.ts';
import { createFakePeople } from '../../../../support/people/fake-people.ts';
import { createTestWorld, nobody, sampleInstallation } from '../../../../support/core/verb-world.ts';
import { wordsOf } from '../../../../support/core/words-of.ts';

const alice: Actor = { platform: 'slack', user: 'U1', name: 'alice' };
const alsoAlice: Actor = { platform: 'discord', user: '77', name: 'alice#1' };
const admin: Actor = { platform: 'slack', user: 'U5', name: 'root' };
const newcomer: Actor = { platform: 'slack', user: 'U8', name: 'nina' };
const operator: Actor = { platform: 'local', user: 'local' };

const hour = 60 * 60 * 1000;

function stage() {
  const people = createFakePeople();
  let uuids = 0;
  const world = createTestWorld(
    sampleInstallation({ access: { ...nobody, run: ['slack:U1'], admin: ['slack:U5'] } }),
    { people: new Map([['slack', people]] as const) },
  );
  Object.assign(world.world.runtime.random, {
    uuid: () => `${String((uuids += 1)).padStart(8, '0')}-2222-4333-8444-555555555555`,
  });
  return { ...world, people };
}

const codeIn = ({ data }: VerbAnswer): string => (data as { readonly code: string }).code;

/** Alice asks for a code on Slack, and gives it on Discord. */
async function claimed() {
  const on = stage();
  const code = codeIn(await on.ask('who link', { actor: alice }));
  await on.ask(`who link ${code.toLowerCase()}`, { actor: alsoAlice });
  return { ...on, code };
}

describe('linking two accounts', () => {
  test('it counts when both sides have said so, and not before', async () => {
    const { ask, code } = await claimed();
    expect(await ask('run fix', { actor: alsoAlice })).toMatchObject({ code: 'ACCESS_DENIED' });
    const yes = await ask(`who link ${code} yes`, { actor: alice });
    expect(yes.content.title).toBe('slack:U1 and discord:77 are one person from now on');
    expect(await ask('run fix', { actor: alsoAlice })).toMatchObject({ ok: true, goal: 'G-1' });
    expect(await ask('pause G-1', { actor: alice })).toMatchObject({ ok: true });
    expect(wordsOf((await ask('who', { actor: alice })).content)).toContain('Also you: discord:77.');
  });

  test('the first side is told who gave the code, in a message to that account', async () => {
    const { world, code } = await claimed();
    const [row] = await world.runtime.store.pending();
    expect(row?.post).toMatchObject({ kind: 'notice', to: { platform: 'slack', channel: 'U1' } });
    expect(wordsOf(row?.post.content ?? { tone: 'info', title: '', blocks: [] })).toContain(
      `/goal who link ${code} yes`,
    );
    expect(row?.post.content.title).toBe('Is alice#1 (discord:77) you?');
  });

  test('only the first side confirms, whatever others say; and a code is good once', async () => {
    const { ask, code } = await claimed();
    await ask(`who link ${code} yes`, { actor: alsoAlice });
    expect(await ask('run fix', { actor: alsoAlice })).toMatchObject({ ok: false });
    expect(await ask(`who link ${code}`, { actor: newcomer })).toMatchObject({ code: 'REQUEST_NOT_FOUND' });
    await ask(`who link ${code} yes`, { actor: alice });
    expect(await ask(`who link ${code} yes`, { actor: alice })).toMatchObject({ code: 'REQUEST_NOT_FOUND' });
  });

  test('either side can say no, and then it is over', async () => {
    for (const actor of [alice, alsoAlice]) {
      const { ask, code } = await claimed();
      expect(await ask(`who link ${code} no`, { actor })).toMatchObject({ ok: true });
      expect(await ask(`who link ${code} yes`, { actor: alice })).toMatchObject({ ok: false });
      expect(await ask('run fix', { actor: alsoAlice })).toMatchObject({ ok: false });
    }
  });

  test('a link is taken back by who has it, and by admins', async () => {
    const { ask, code } = await claimed();
    await ask(`who link ${code} yes`, { actor: alice });
    expect(await ask('who unlink discord:77', { actor: alice })).toMatchObject({ code: 'ACCESS_DENIED' });
    expect(await ask('who unlink discord:77', { actor: admin })).toMatchObject({ ok: true });
    expect(await ask('run fix', { actor: alsoAlice })).toMatchObject({ ok: false });
    expect(await ask('who unlink', { actor: alice })).toMatchObject({ code: 'WRONG_USAGE' });
  });

  test('two accounts that were linked before are linked again without trouble', async () => {
    const { ask, code } = await claimed();
    await ask(`who link ${code} yes`, { actor: alice });
    const again = codeIn(await ask('who link', { actor: alice }));
    await ask(`who link ${again}`, { actor: alsoAlice });
    expect(await ask(`who link ${again} yes`, { actor: alice })).toMatchObject({ ok: true });
  });
});

describe('codes', () => {
  test('there are three at most, each for an hour', async () => {
    const { ask, clock } = stage();
    const first = codeIn(await ask('who link', { actor: alice }));
    await ask('who link', { actor: alice });
    await ask('who link', { actor: alice });
    expect(await ask('who link', { actor: alice })).toMatchObject({ code: 'RATE_LIMITED' });
    expect(await ask('who link', { actor: newcomer })).toMatchObject({ ok: true });
    await clock.advance(hour);
    expect(await ask(`who link ${first}`, { actor: alsoAlice })).toMatchObject({ code: 'REQUEST_NOT_FOUND' });
    expect(await ask('who link', { actor: alice })).toMatchObject({ ok: true });
  });

  test('asked for at the same moment there are three, too', async () => {
    const { ask } = stage();
    const answers = await Promise.all(Array.from({ length: 6 }, () => ask('who link', { actor: alice })));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(3);
  });

  test('what is over leaves the store', async () => {
    const { ask, clock, world } = stage();
    await ask('who link', { actor: alice });
    await ask('who link', { actor: newcomer });
    await clock.advance(2 * hour);
    await ask('who link', { actor: admin });
    expect(await world.runtime.store.entries('people/')).toHaveLength(2);
  });

  test('guests, the operator at the machine, and people whom nobody vouches for get none', async () => {
    const { ask, people } = stage();
    expect(await ask('who link', { actor: operator })).toMatchObject({ code: 'ACCESS_DENIED' });
    expect(await ask('who link', { actor: { ...newcomer, outsider: 'bot' } })).toMatchObject({ ok: false });
    people.known['U8'] = { outsider: 'guest' };
    expect(await ask('who link', { actor: newcomer })).toMatchObject({ code: 'ACCESS_DENIED' });
    people.known['U8'] = { problem: 'down' };
    expect(await ask('who link', { actor: newcomer })).toMatchObject({ code: 'ACCESS_UNKNOWN' });
  });
});

describe('newcomers', () => {
  test('a stranger is told of the code, gets one, and holds what an admin gives for it until it is taken back', async () => {
    const { ask } = stage();
    const refused = await ask('run fix', { actor: newcomer });
    expect(refused.hint).toContain('/goal who link');
    const code = codeIn(await ask('who link', { actor: newcomer }));
    expect(await ask(`who approve ${code} run`, { actor: newcomer })).toMatchObject({
      code: 'ACCESS_DENIED',
    });
    expect(await ask(`who approve ${code} run`, { actor: alice })).toMatchObject({ code: 'ACCESS_DENIED' });
    expect(await ask(`who approve ${code} king`, { actor: admin })).toMatchObject({ code: 'WRONG_USAGE' });
    expect(await ask(`who approve ${code} run`, { actor: admin })).toMatchObject({ ok: true });
    expect(await ask('run fix', { actor: newcomer })).toMatchObject({ ok: true });
    expect(await ask('drain', { actor: newcomer })).toMatchObject({ code: 'ACCESS_DENIED' });
    expect(await ask(`who approve ${code} admin`, { actor: admin })).toMatchObject({
      code: 'REQUEST_NOT_FOUND',
    });
    expect(await ask('who revoke slack:U8', { actor: admin })).toMatchObject({ ok: true });
    expect(await ask('run more', { actor: newcomer })).toMatchObject({ code: 'ACCESS_DENIED' });
  });

  test('without a word for the role it is view; a guest holds nothing in spite of it', async () => {
    const { ask, people } = stage();
    const code = codeIn(await ask('who link', { actor: newcomer }));
    await ask(`who approve ${code}`, { actor: admin });
    expect(await ask('list', { actor: newcomer })).toMatchObject({ ok: true });
    expect(await ask('run fix', { actor: newcomer })).toMatchObject({ ok: false });
    people.known['U8'] = { outsider: 'guest' };
    expect(await ask('list', { actor: newcomer })).toMatchObject({ code: 'ACCESS_DENIED' });
  });

  test('a repeat of the approval changes nothing', async () => {
    const { ask } = stage();
    const code = codeIn(await ask('who link', { actor: newcomer }));
    const first = await ask(`who approve ${code} run`, { actor: admin, id: 'same' });
    await ask('who revoke slack:U8', { actor: admin });
    expect(await ask(`who approve ${code} run`, { actor: admin, id: 'same' })).toEqual(first);
    expect(await ask('run fix', { actor: newcomer })).toMatchObject({ ok: false });
  });

  test('entries that cannot be read give nobody anything', async () => {
    const { ask, world } = stage();
    await world.runtime.store.commit({
      entries: [
        { key: 'people/role/slack:U8', expectedVersion: 0, value: { account: 'slack:U8', role: 'king' } },
      ],
    });
    expect(await ask('list', { actor: newcomer })).toMatchObject({ code: 'ACCESS_DENIED' });
  });
});
