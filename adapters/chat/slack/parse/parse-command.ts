import { z } from 'zod';
import type { InboundMessage } from '../../../../src/domain/verb.ts';
import { decodeText } from '../text/decode.ts';

/**
 * A slash command's form. It says nothing about threads: commands cannot be typed there.
 * Source: https://docs.slack.dev/interactivity/implementing-slash-commands
 */
const CommandSchema = z.object({
  text: z.string().default(''),
  user_id: z.string().min(1),
  user_name: z.string().optional(),
  team_id: z.string().min(1),
  channel_id: z.string().min(1),
  trigger_id: z.string().min(1),
});

/** What was typed after `/goal`, and what may open a form within three seconds. */
export interface SlackCommand {
  readonly message: InboundMessage;
  readonly line: string;
  readonly triggerId: string;
}

/**
 * A slash command as a request; undefined when fields are missing.
 * `trigger_id` names the click that caused it, so it is the delivery's name.
 */
export function parseCommand(body: unknown, nowMs: number): SlackCommand | undefined {
  const parsed = CommandSchema.safeParse(body);
  if (!parsed.success) return undefined;
  const command = parsed.data;
  const line = decodeText(command.text).trim();
  return {
    line,
    triggerId: command.trigger_id,
    message: {
      deliveryId: `slack:${command.team_id}:trigger:${command.trigger_id}`.slice(0, 200),
      at: nowMs,
      actor: {
        platform: 'slack',
        user: command.user_id,
        ...(command.user_name === undefined ? {} : { name: command.user_name }),
      },
      place: { platform: 'slack', workspace: command.team_id, channel: command.channel_id },
      request: { form: 'line', line },
    },
  };
}
