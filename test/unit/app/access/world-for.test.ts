import { describe, expect, test } from 'vitest';
import type { Actor } from '../../../../src/domain/actor.ts';
import type { Installation } from '../../../../src/domain/project.ts';
import { createFakePeople, type FakePeople } from '../../../support/people/fake-people.ts';
import {
  createTestWorld,
  nobody,
  sampleInstallation,
  sampleProject,
} from '../../../support/core/verb-world.ts';

const slack = (user: string): Actor => ({ platform: 'slack', user });
const discord = (user: string, groups: string[] = []): Actor => ({ platform: 'discord', user, groups });

function stage(installation: Partial<Installation>, known: FakePeople['known'] = {}) {
  const [onSlack, onDiscord] = [createFakePeople(known), createFakePeople(known)];
  const people = new Map([
    ['slack', onSlack],
    ['discord', onDiscord],
  ] as const);
  return { ...createTestWorld(sampleInstallation(installation), { people }), onSlack, onDiscord };
}

describe('groups', () => {
  const access = { ...nobody, view: ['slack:S9'], run: ['discord:@55'] };

  test('a member of a user group holds its roles, as long as the platform says so', async () => {
    const { ask, onSlack } = stage({ access }, { U7: { groups: ['slack:S9'] } });
    expect(await ask('list', { actor: slack('U7') })).toMatchObject({ ok: true });
    expect(await ask('run fix', { actor: slack('U7') })).toMatchObject({ code: 'ACCESS_DENIED' });
    expect(await ask('list', { actor: slack('U8') })).toMatchObject({ code: 'ACCESS_DENIED' });
    onSlack.known['U7'] = { groups: [] };
    expect(await ask('list', { actor: slack('U7') })).toMatchObject({ code: 'ACCESS_DENIED' });
  });

  test('a role that the request itself names counts, and is not kept with the goal', async () => {
    const { ask, goal } = stage({ access });
    expect(await ask('run fix', { actor: discord('1', ['discord:@55']) })).toMatchObject({ ok: true });
    expect(await ask('run again', { actor: discord('2', ['discord:@56']) })).toMatchObject({ ok: false });
    expect((await goal(1)).spec.dispatcher).toEqual({ platform: 'discord', user: '1' });
  });

  test('one who lost the group steers the goal no more that was dispatched with it', async () => {
    const { ask, onSlack } = stage(
      { access: { ...nobody, run: ['slack:S9'] } },
      { U7: { groups: ['slack:S9'] } },
    );
    expect(await ask('run fix', { actor: slack('U7') })).toMatchObject({ ok: true });
    expect(await ask('pause G-1', { actor: slack('U7') })).toMatchObject({ ok: true });
    onSlack.known['U7'] = { groups: [] };
    expect(await ask('resume G-1', { actor: slack('U7') })).toMatchObject({ code: 'ACCESS_DENIED' });
  });
});

describe('who is let in', () => {
  test.each(['guest', 'bot', 'external'] as const)(
    'a %s is refused although the lists and the request say otherwise',
    async (outsider) => {
      const { ask } = stage({ access: { ...nobody, admin: ['slack:U1'] } }, { U1: { outsider } });
      const refused = await ask('list', { actor: slack('U1') });
      expect(refused.code).toBe('ACCESS_DENIED');
      expect(refused.content.title).toContain('may not steer goals');
    },
  );

  test('nobody is let in on a guess: a platform that cannot be asked refuses', async () => {
    const { ask, goals } = stage(
      { access: { ...nobody, run: ['slack:U1'] } },
      { U1: { problem: 'ratelimited' } },
    );
    expect(await ask('run fix')).toMatchObject({ ok: false, code: 'ACCESS_UNKNOWN' });
    expect(await goals()).toBe(0);
  });

  test('nobody is asked about strangers: they could gain nothing by it', async () => {
    const { ask, onSlack } = stage({ access: { ...nobody, run: ['slack:U1'] } });
    expect(await ask('list', { actor: slack('U9') })).toMatchObject({ code: 'ACCESS_DENIED' });
    expect(onSlack.asked).toEqual([]);
  });

  test('a bot is let in only when the configuration names it, and then nobody is asked about it', async () => {
    const access = { ...nobody, run: ['slack:B1', 'slack:B2'] };
    const { ask, onSlack } = stage({ access, people: { identities: [], bots: ['slack:B1'] } });
    expect(await ask('run fix', { actor: { ...slack('B1'), outsider: 'bot' } })).toMatchObject({ ok: true });
    expect(await ask('run it', { actor: { ...slack('B2'), outsider: 'bot' } })).toMatchObject({ ok: false });
    expect(onSlack.asked).toEqual([]);
  });
});

describe('linked accounts', () => {
  const people = { identities: [['slack:U1', 'discord:1']], bots: [] };

  test('one person holds the strongest role of all accounts, and owns their goals together', async () => {
    const { ask } = stage({ people, access: { ...nobody, run: ['slack:U1'] } });
    expect(await ask('run fix', { actor: slack('U1') })).toMatchObject({ ok: true, goal: 'G-1' });
    expect(await ask('pause G-1', { actor: discord('1') })).toMatchObject({ ok: true });
    expect(await ask('pause G-1', { actor: discord('2') })).toMatchObject({ code: 'ACCESS_DENIED' });
    const mine = await ask('list --mine', { actor: discord('1') });
    expect(mine.data).toMatchObject({ goals: [{ handle: 'G-1' }] });
  });

  test('purses and slots know the person, whichever account asks', async () => {
    const { ask, goal } = stage({ people, access: { ...nobody, run: ['slack:U1'] } });
    await ask('run fix', { actor: slack('U1') });
    await ask('run mend', { actor: discord('1') });
    expect([(await goal(1)).spec.person, (await goal(2)).spec.person]).toEqual(['discord:1', 'discord:1']);
  });

  test.each([{ outsider: 'guest' as const }, { problem: 'down' }])(
    'an account that its platform does not vouch for brings nothing along: %o',
    async (said) => {
      const { ask } = stage({ people, access: { ...nobody, run: ['slack:U1'] } }, { U1: said });
      expect(await ask('run fix', { actor: discord('1') })).toMatchObject({ code: 'ACCESS_DENIED' });
    },
  );

  test('the groups of a linked account count, too', async () => {
    const { ask } = stage(
      { people, access: { ...nobody, approve: ['slack:S1'] } },
      { U1: { groups: ['slack:S1'] } },
    );
    expect(await ask('run fix', { actor: discord('1') })).toMatchObject({ ok: true });
  });
});

describe('strangers, and those of another project', () => {
  const installation = {
    access: nobody,
    projects: {
      shop: sampleProject('shop', { access: { ...nobody, run: ['slack:U1'] } }),
      vault: sampleProject('vault', { access: { ...nobody, run: ['slack:U2'] } }),
    },
  };

  test('whose goal it is, or whether there is one, nobody learns who may not see its project', async () => {
    const { ask } = createTestWorld(sampleInstallation(installation));
    expect(await ask('run fix', { actor: slack('U2') })).toMatchObject({ goal: 'G-1' });
    for (const line of ['status G-1', 'status G-9', 'cancel G-1', 'logs G-1']) {
      expect(await ask(line, { actor: slack('U1') })).toMatchObject({ code: 'GOAL_NOT_FOUND' });
      expect(await ask(line, { actor: slack('U9') })).toMatchObject({ code: 'ACCESS_DENIED' });
    }
    const [there, nowhere] = [
      await ask('status G-1', { actor: slack('U9') }),
      await ask('status G-9', { actor: slack('U9') }),
    ];
    expect({ ...there }).toEqual({ ...nowhere });
    expect(JSON.stringify((await ask('projects', { actor: slack('U1') })).content)).not.toContain('vault');
  });

  test('role and project are looked at before anybody is told how much there is to do', async () => {
    const { ask } = createTestWorld(
      sampleInstallation({ ...installation, access: { ...nobody, admin: ['slack:U5'] } }),
    );
    await ask('drain for the night', { actor: slack('U5') });
    expect(await ask('run fix', { actor: slack('U9') })).toMatchObject({ code: 'ACCESS_DENIED' });
    expect(await ask('run --project vault fix', { actor: slack('U1') })).toMatchObject({
      code: 'PROJECT_UNKNOWN',
    });
    expect(await ask('run --project shop fix', { actor: slack('U1') })).toMatchObject({ code: 'DRAINING' });
  });
});
