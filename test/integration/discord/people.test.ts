import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../adapters/system/system-clock.ts';
import { addFault } from '../../support/discord-emulator/faults.ts';
import { home } from '../../support/discord-emulator/state/guild.ts';
import { openDiscord } from './open-discord.ts';

it('what Discord said of a person counts for an hour while it cannot be asked, and not longer', async () => {
  let aheadMs = 0;
  const clock = { ...systemClock, now: () => systemClock.now() + aheadMs };
  const opened = await openDiscord({ options: { clock } });
  onTestFinished(() => opened.close());
  const about = () => opened.discord.people?.about({ platform: 'discord', user: home.alice });
  const known = await about();
  expect(known).toMatchObject({ ok: true });
  addFault(opened.state, { kind: 'http-500', times: Infinity });
  aheadMs = 59 * 60_000;
  expect(await about()).toEqual(known);
  aheadMs = 61 * 60_000;
  expect(await about()).toMatchObject({ ok: false });
}, 30_000);
