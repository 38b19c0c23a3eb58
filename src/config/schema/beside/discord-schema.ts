import { z } from 'zod';

/** What drover does in Discord beyond what its variables switch on. */
export const DiscordSchema = z
  .strictObject({
    messageContent: z
      .boolean()
      .default(true)
      .describe(
        'asks for the privileged intent Message Content, with which plain words in a goal’s thread reach drover; without it only messages that name drover do, and commands, buttons and reactions',
      ),
    guild: z
      .string()
      .regex(/^\d{15,21}$/, { error: 'must be the id of a server' })
      .optional()
      .describe('registers `/goal` in this server only, where changes show at once; absent: everywhere'),
  })
  .prefault({})
  .describe('drover in Discord, when `DISCORD_TOKEN` is set');
