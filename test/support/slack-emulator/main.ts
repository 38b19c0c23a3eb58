import { addChannel } from './emulator-state.ts';
import { startSlackEmulator } from './start-slack-emulator.ts';

/**
 * The emulator as a process of its own, so that it outlives the program under test. Prints one line of JSON with what
 * that program needs to know; SIGTERM ends it.
 */
const emulator = await startSlackEmulator();
addChannel(emulator.state, 'C0GENERAL', { name: 'general' });
const { url, botToken, appToken, signingSecret, team, bot } = emulator.state;
process.stdout.write(
  `${JSON.stringify({ url, apiUrl: emulator.apiUrl, botToken, appToken, signingSecret, team, botUser: bot.user })}\n`,
);
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void emulator.close());
