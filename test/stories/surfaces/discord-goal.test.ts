import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import { afterEach, expect, test } from 'vitest';
import { messageText } from '../../support/discord-emulator/render-message.ts';
import type { Target } from '../../support/discord-emulator/sender/interact.ts';
import { clickButton } from '../../support/discord-emulator/sender/press.ts';
import { say } from '../../support/discord-emulator/sender/say.ts';
import { lookAt } from '../../support/discord-emulator/sender/seen.ts';
import { typeCommand } from '../../support/discord-emulator/sender/type-command.ts';
import {
  startDiscordEmulator,
  type DiscordEmulator,
} from '../../support/discord-emulator/start-discord-emulator.ts';
import { home } from '../../support/discord-emulator/state/guild.ts';
import type { StoredMessage } from '../../support/discord-emulator/state/things.ts';
import { until } from '../../support/until.ts';
import { makeInstallation, scripts, type Installation } from '../../support/whole/installation.ts';

let installation: Installation;
let emulator: DiscordEmulator;

afterEach(async () => {
  await installation.remove();
  await emulator.close();
});

async function begin(way: 'gateway' | 'http', config: (folder: string) => object = () => ({})) {
  emulator = await startDiscordEmulator();
  const { state, apiUrl } = emulator;
  installation = await makeInstallation();
  await installation.configure({
    ...projectOf(installation.repository),
    ...config(installation.folder),
  });
  const drover = await installation.start({
    DISCORD_TOKEN: state.token,
    DISCORD_APPLICATION_ID: state.applicationId,
    DISCORD_PUBLIC_KEY: state.keys.publicHex,
    DISCORD_API_URL: apiUrl,
  });
  await until('Discord to be connected', async () => {
    const ready = await fetch(`${drover.url}/readyz`);
    return ready.ok || undefined;
  });
  const target: Target = way === 'gateway' ? 'gateway' : { endpoint: `${drover.url}/discord/interactions` };
  return { state, target, drover };
}

const projectOf = (source: string) => ({
  projects: {
    cart: { source, accept: ['npm test'], agent: 'scripted', channels: [`discord:${home.general}`] },
  },
  access: { view: [], run: [`discord:@${home.operators}`], approve: [], admin: [] },
});

const cards = (): readonly StoredMessage[] =>
  (emulator.state.channels.get(home.general)?.messages ?? []).filter(({ type }) => type === 0);
const card = (): StoredMessage | undefined => cards()[0];
const inThread = (): readonly StoredMessage[] =>
  (emulator.state.channels.get(card()?.id ?? '')?.messages ?? []).filter(({ type }) => type !== 21);
/** A whole goal may take its time on a busy machine. */
const patienceMs = 90_000;

const threadShows = (words: string) =>
  until(
    `the thread to say ${words}`,
    () => (inThread().some((message) => messageText(message).includes(words)) ? true : undefined),
    patienceMs,
  );

const cardShows = (words: string) =>
  until(`the card to show ${words}`, () => {
    const shown = card();
    return shown !== undefined && messageText(shown).toLowerCase().includes(words) ? true : undefined;
  });

async function run(target: Target, user: string, text: string) {
  const { state } = emulator;
  const typed = { channel: home.general, user, verb: 'run', options: { text } };
  const seen = await typeCommand(state, target, typed);
  return await until('the answer', () => {
    const now = lookAt(state, seen.interactionId);
    return now.pending ? undefined : now;
  });
}

test.each(['gateway', 'http'] as const)(
  'a goal goes from /goal run in Discord to a verified commit, told in its thread (%s)',
  async (way) => {
    const { state, target } = await begin(way);
    const seen = await run(target, home.alice, 'make the failing cart tests pass');
    expect(seen).toMatchObject({ ephemeral: true, text: expect.stringContaining('G-1') });
    await threadShows('G-1 is done');
    expect(cards()).toHaveLength(1);
    expect(state.channels.get(card()?.id ?? '')?.name).toContain('G-1');
    await cardShows('done');
    expect(
      await installation.git('log', '-1', '--format=%B', 'drover/G-1-make-the-failing-cart-tests-pass'),
    ).toContain('Drover-Goal: G-1');
    const refused = await run(target, home.eve, 'something else');
    expect(refused.text).not.toContain('G-2');
    expect(cards()).toHaveLength(1);
    expect(state.violations).toEqual([]);
  },
);

test('people steer a goal in its thread: words are taken, a button of the card holds it, a command lets it go on', async () => {
  const { state, target } = await begin('gateway', (folder) => ({
    agents: { scripted: { kind: 'scripted', script: gated(join(folder, 'go')) } },
  }));
  await run(target, home.alice, 'make the failing cart tests pass');
  const thread = await until('the card', () => card()?.id);
  const words = await until('the thread', () =>
    state.channels.has(thread)
      ? say(state, { channel: thread, user: home.alice, text: 'mind the empty cart' })
      : undefined,
  );
  await until('the sign on it', () => (words.reactions.length > 0 ? true : undefined));
  const buttons = await until('a button to hold it', () =>
    JSON.stringify(card()?.components).includes('pause/G-1') ? true : undefined,
  );
  expect(buttons).toBe(true);
  await clickButton(state, target, { message: thread, user: home.alice, customId: 'pause/G-1' });
  await writeFile(join(installation.folder, 'go'), '');
  await cardShows('paused');
  await typeCommand(state, target, { channel: thread, user: home.alice, verb: 'resume' });
  await threadShows('G-1 is done');
  expect(state.violations).toEqual([]);
});

/** A first turn that lasts until a file is there, and a second one that mends the cart. */
const gated = (gate: string) => ({
  turns: [
    [
      { say: 'Looking.' },
      { run: `until [ -e '${gate}' ]; do sleep 0.05; done` },
      { say: 'Done: {{prompt}}' },
    ],
    scripts.rightAtOnce.turns[0],
  ],
});
