import { z } from 'zod';
import {
  directPlace,
  interactor,
  InteractionSchema,
  named,
  placeOf,
  TsSchema,
  type Interaction,
} from './interaction.ts';

/** Source: https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
const PressSchema = InteractionSchema.extend({
  type: z.literal('block_actions'),
  container: z
    .object({
      message_ts: TsSchema.optional(),
      thread_ts: TsSchema.optional(),
      channel_id: z.string().optional(),
      is_ephemeral: z.boolean().optional(),
    })
    .optional(),
  channel: z.object({ id: z.string() }).nullish(),
  message: z.object({ thread_ts: TsSchema.optional() }).optional(),
  actions: z
    .array(
      z.object({
        action_id: z.string(),
        value: z.string().optional(),
        selected_option: z.object({ value: z.string() }).nullish(),
      }),
    )
    .min(1),
});
type PressBody = z.infer<typeof PressSchema>;

/** A control that somebody pressed. */
export interface SlackPress extends Interaction {
  /** What it does; looked up and authorised now. */
  readonly act: string;
  /** It stands on the person's home page. */
  readonly home: boolean;
}

/** drover's own controls. */
const ownControl = /^(?:act|choice):/u;

/** A press on one of drover's controls; undefined for everything else. @param home drover's workspace */
export function parsePress(body: unknown, home: string): SlackPress | undefined {
  const press = PressSchema.safeParse(body).data;
  const act = actOf(press?.actions[0]);
  if (press === undefined || act === undefined) return undefined;
  const channel = press.channel?.id ?? press.container?.channel_id;
  return {
    act,
    home: channel === undefined,
    deliveryId: named(home, 'action', press.trigger_id),
    actor: interactor(press, home),
    triggerId: press.trigger_id,
    place: channel === undefined ? directPlace(press.user.id, home) : placeOf(home, channel, threadOf(press)),
  };
}

/** The value of a button or of what was chosen; links want nothing of drover. */
function actOf(action: PressBody['actions'][number] | undefined): string | undefined {
  if (action === undefined || !ownControl.test(action.action_id)) return undefined;
  const act = action.selected_option?.value ?? action.value;
  return act === '' ? undefined : act;
}

/** The message's thread; one that only its reader sees opens none. */
function threadOf({ container, message }: PressBody): string | undefined {
  const thread = container?.thread_ts ?? message?.thread_ts;
  return thread ?? (container?.is_ephemeral === true ? undefined : container?.message_ts);
}
