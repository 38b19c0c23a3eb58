import { startDiscordEmulator } from './start-discord-emulator.ts';
import { home } from './state/guild.ts';

/**
 * The emulator as a process of its own, so that it outlives the program under test. Prints one line of JSON with what
 * that program needs to know, and the ids of its guild and people; SIGTERM ends it.
 */
const emulator = await startDiscordEmulator();
const { url, token, applicationId, keys, bot } = emulator.state;
process.stdout.write(
  `${JSON.stringify({ url, apiUrl: emulator.apiUrl, token, applicationId, publicKey: keys.publicHex, botUser: bot.id, home })}\n`,
);
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void emulator.close());
