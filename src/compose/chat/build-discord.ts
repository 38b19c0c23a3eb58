import type { DiscordConnection } from '../../../adapters/chat/discord/create-discord.ts';
import type { RegisteredCommands } from '../../../adapters/chat/discord/discord-state.ts';
import type { Store } from '../../ports/store/store.ts';
import type { Opened } from '../open-drover.ts';
import { deskOf } from './desk-of.ts';
import { isGoalThread } from './is-goal-thread.ts';
import { listensTo } from './listens-to.ts';

/** Which commands were registered last. */
const registeredKey = 'discord/commands';

/** Discord, when it is configured; its library is loaded only then. */
export async function buildDiscord(drover: Opened): Promise<DiscordConnection | undefined> {
  const { config, runtime, intake, logger } = drover;
  if (config.discord === undefined) return undefined;
  const { createDiscord } = await import('../../../adapters/chat/discord/create-discord.ts');
  const { clock, store } = runtime;
  return createDiscord({
    ...config.discord,
    intake,
    clock,
    logger: logger.child({ part: 'discord' }),
    isGoalThread: (place) => isGoalThread(store, place),
    listens: (place, at) => listensTo(store, place, at),
    desk: deskOf(drover),
    bots: botsOf(config.people.bots),
    registered: registeredIn(store),
  });
}

/** `discord:1234` → `1234`; bots of other platforms are none of Discord's. */
const botsOf = (accounts: readonly string[]): readonly string[] =>
  accounts.flatMap((account) => (account.startsWith('discord:') ? [account.slice('discord:'.length)] : []));

const registeredIn = (store: Store): RegisteredCommands => ({
  read: async () => {
    const value = (await store.entry(registeredKey))?.value;
    return typeof value === 'string' ? value : undefined;
  },
  write: async (hash) => {
    // Whoever wrote in between registered as well: then the next start looks again.
    const expectedVersion = (await store.entry(registeredKey))?.version ?? 0;
    await store.commit({ entries: [{ key: registeredKey, expectedVersion, value: hash }] });
  },
});
