import { Routes } from 'discord.js';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { addMember, addRole, home, openDm } from '../../support/discord-emulator/state/guild.ts';
import { typeCommand } from '../../support/discord-emulator/sender/type-command.ts';
import { codeOf, openPosting } from './open-client.ts';

const IdSchema = z.looseObject({ id: z.string() });
const option = (name: string) => ({ type: 3, name, description: 'd' });

it('commands that break a limit are refused as a whole, and good ones keep their ids', async () => {
  const { state, rest } = await openPosting();
  const route = Routes.applicationGuildCommands(state.applicationId, home.guild);
  const bad = [
    { name: 'Goal', description: 'upper case' },
    { name: 'goal', description: '' },
    { name: 'goal', description: 'd', options: Array.from({ length: 26 }, (_, at) => option(`o${at}`)) },
    { name: 'goal', description: 'd', options: [option('same'), option('same')] },
    { name: 'goal', description: 'd', options: [option('a'), { ...option('b'), required: true }] },
    { name: 'goal', description: 'd', options: [{ type: 1, name: 'sub', description: 'd' }, option('a')] },
    {
      name: 'goal',
      description: 'd',
      options: Array.from({ length: 25 }, (_, at) => ({
        type: 1,
        name: `s${at}`,
        description: 'd'.repeat(100),
        options: Array.from({ length: 3 }, (__, n) => ({
          type: 3,
          name: `o${n}`,
          description: 'd'.repeat(100),
        })),
      })),
    },
  ];
  for (const command of bad) expect(await codeOf(rest.put(route, { body: [command] }))).toBe(50_035);
  expect(state.violations.filter((one) => one.kind === 'bad-command').length).toBeGreaterThanOrEqual(
    bad.length,
  );
  const put = async () =>
    z.array(IdSchema).parse(await rest.put(route, { body: [{ name: 'goal', description: 'd', type: 1 }] }));
  expect((await put())[0]?.id).toBe((await put())[0]?.id);
});

it('commands do not show to members without their permissions, nor where they do not belong', async () => {
  const { state } = await openPosting();
  const define = (more: object) =>
    state.commands.set('global', [
      { id: '1', name: 'goal', description: 'd', type: 1, options: [], ...more },
    ]);
  const type = (channel: string, user: string) => typeCommand(state, 'gateway', { channel, user });
  define({ default_member_permissions: '32' });
  await expect(type(home.general, home.bob)).rejects.toThrow('does not show');
  const keepers = addRole(state, home.guild, { name: 'keepers', permissions: 32n });
  addMember(state, home.guild, { id: home.bob, name: 'bob', roles: [keepers] });
  expect(await type(home.general, home.bob)).toMatchObject({ outcome: 'did-not-respond' });
  define({ contexts: [0] });
  await expect(type(openDm(state, home.bob).id, home.bob)).rejects.toThrow('does not show');
});
