import { toError } from '../../../../../src/domain/errors.ts';
import type { DiscordState } from '../../discord-state.ts';

/** Pauses between attempts, in milliseconds; the gateway delivers nothing again. */
const pausesMs = [300, 1000, 3000, 8000];

/**
 * Asks until it can be told, for instance whose thread it is while its card is under way.
 * @throws what the last attempt threw
 */
export async function untilTold<T>(discord: DiscordState, ask: () => Promise<T>): Promise<T> {
  for (const pauseMs of pausesMs) {
    try {
      return await ask();
    } catch (error) {
      discord.logger.debug({ err: toError(error) }, 'it cannot be told yet what a message is about');
      await discord.options.clock.sleep(pauseMs, discord.closed.signal);
    }
  }
  return await ask();
}
