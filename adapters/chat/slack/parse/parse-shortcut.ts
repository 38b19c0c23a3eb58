import { z } from 'zod';
import type { Attachment, SourceMessage } from '../../../../src/domain/surface/attachment.ts';
import { decodeText } from '../text/decode.ts';
import { filesOf } from './files-of.ts';
import {
  directPlace,
  interactor,
  InteractionSchema,
  named,
  placeOf,
  TsSchema,
  type Interaction,
} from './interaction.ts';

/** Source: https://docs.slack.dev/interactivity/implementing-shortcuts */
const ShortcutSchema = InteractionSchema.extend({
  type: z.enum(['shortcut', 'message_action']),
  callback_id: z.string(),
  channel: z.object({ id: z.string() }).optional(),
  message: z
    .object({
      ts: TsSchema,
      thread_ts: TsSchema.optional(),
      text: z.string().default(''),
      files: z.unknown().optional(),
    })
    .optional(),
});

/** A shortcut that somebody used: in Slack's own menu, or in the menu of a message. */
export interface SlackShortcut extends Interaction {
  readonly callback: string;
  /** The message in whose menu it stood. */
  readonly message?: {
    readonly source: SourceMessage;
    readonly text: string;
    readonly attachments: readonly Attachment[];
  };
}

/** A shortcut; undefined when the fields are missing. @param home drover's workspace */
export function parseShortcut(body: unknown, home: string): SlackShortcut | undefined {
  const shortcut = ShortcutSchema.safeParse(body).data;
  if (shortcut === undefined) return undefined;
  const { channel, message, user, trigger_id: triggerId, callback_id: callback } = shortcut;
  const common = {
    callback,
    triggerId,
    deliveryId: named(home, 'action', triggerId),
    actor: interactor(shortcut, home),
  };
  if (channel === undefined || message === undefined) return { ...common, place: directPlace(user.id, home) };
  return {
    ...common,
    place: placeOf(home, channel.id, message.thread_ts ?? message.ts),
    message: {
      source: { platform: 'slack', workspace: home, channel: channel.id, messageId: message.ts },
      text: decodeText(message.text).trim(),
      attachments: filesOf(message.files),
    },
  };
}
