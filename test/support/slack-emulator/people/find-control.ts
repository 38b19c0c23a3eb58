import { z } from 'zod';
import type { EmulatorState } from '../emulator-state.ts';
import { messageOf } from '../response-urls.ts';
import { viewJson } from '../methods/view-methods.ts';
import { messageJson } from '../methods/conversation-methods.ts';

/** Where a person presses something: on a message, or in a view. */
export type Spot = { readonly channel: string; readonly messageTs: string } | { readonly viewId: string };

const OptionSchema = z.looseObject({ text: z.object({ text: z.string() }), value: z.string() });
const ControlSchema = z.looseObject({
  type: z.string(),
  action_id: z.string().optional(),
  value: z.string().optional(),
  url: z.string().optional(),
  text: z.looseObject({ text: z.string() }).optional(),
  placeholder: z.looseObject({ text: z.string() }).optional(),
  options: z.array(OptionSchema).optional(),
  option_groups: z.array(z.object({ options: z.array(OptionSchema) })).optional(),
  confirm: z
    .looseObject({ title: z.object({ text: z.string() }), text: z.object({ text: z.string() }) })
    .optional(),
});
export type Control = z.infer<typeof ControlSchema>;

const HoldingSchema = z.looseObject({
  type: z.string(),
  block_id: z.string().optional(),
  elements: z.array(z.unknown()).optional(),
  accessory: z.unknown().optional(),
});

/** A control with the block that holds it, as Slack names it. */
export interface FoundControl {
  readonly control: Control;
  readonly blockId: string;
  readonly actionId: string;
}

/** Every control that a person sees there, in order. */
export function controlsOf(blocks: readonly unknown[]): readonly FoundControl[] {
  return blocks.flatMap((block, index) => {
    const holder = HoldingSchema.safeParse(block);
    if (!holder.success || !['actions', 'section'].includes(holder.data.type)) return [];
    const { elements = [], accessory, block_id: blockId = `b${index}` } = holder.data;
    const candidates = accessory === undefined ? elements : [accessory];
    return candidates.flatMap((one, at) => {
      const control = ControlSchema.safeParse(one);
      if (!control.success || ['mrkdwn', 'plain_text', 'image'].includes(control.data.type)) return [];
      return [{ control: control.data, blockId, actionId: control.data.action_id ?? `${blockId}-e${at}` }];
    });
  });
}

/**
 * The control that is called so: by action id, by what it says, or by its value.
 * @throws when it is not there: nobody can press what is not shown
 */
export function findControl(blocks: readonly unknown[], name: string): FoundControl {
  const all = controlsOf(blocks);
  const found =
    all.find(({ actionId }) => actionId === name) ??
    all.find(({ control }) => (control.text?.text ?? control.placeholder?.text) === name) ??
    all.find(({ control }) => control.value === name);
  if (found !== undefined) return found;
  const shown = all.map(({ control, actionId }) => `${control.text?.text ?? control.type} (${actionId})`);
  throw new Error(`no control “${name}” there; there are: ${shown.join(', ') || 'none'}`);
}

/** The option of a select that says so, or has that value. */
export function findOption(control: Control, name: string) {
  const options = [
    ...(control.options ?? []),
    ...(control.option_groups ?? []).flatMap((group) => group.options),
  ];
  const found = options.find((one) => one.value === name || one.text.text === name);
  if (found === undefined)
    throw new Error(`no option “${name}”; there are: ${options.map((one) => one.text.text).join(', ')}`);
  return found;
}

/** What the spot shows, and how Slack tells the app about it. */
export function lookAt(
  state: EmulatorState,
  spot: Spot,
): {
  readonly blocks: readonly unknown[];
  readonly told: Record<string, unknown>;
  readonly threadTs?: string;
} {
  if ('viewId' in spot) {
    const open = state.views.get(spot.viewId);
    if (open === undefined || open.closed) throw new Error(`no open view ${spot.viewId}`);
    const { blocks } = z.looseObject({ blocks: z.array(z.unknown()) }).parse(open.view);
    return { blocks, told: { container: { type: 'view', view_id: open.id }, view: viewJson(state, open) } };
  }
  const channel = state.channels.get(spot.channel);
  const message = channel === undefined ? undefined : messageOf(channel, spot.messageTs);
  if (channel === undefined || message === undefined) throw new Error(`no message ${spot.messageTs}`);
  const container = {
    type: 'message',
    message_ts: message.ts,
    channel_id: channel.id,
    is_ephemeral: message.onlyFor !== undefined,
    ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
  };
  return {
    blocks: message.blocks,
    ...(message.threadTs === undefined ? {} : { threadTs: message.threadTs }),
    told: {
      container,
      channel: { id: channel.id, name: channel.name },
      // Of messages that one person sees, Slack tells no more than where they are.
      ...(message.onlyFor === undefined ? { message: messageJson(state, message, true) } : {}),
    },
  };
}
