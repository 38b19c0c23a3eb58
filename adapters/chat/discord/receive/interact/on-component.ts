import { z } from 'zod';
import type { DiscordState } from '../../discord-state.ts';
import { askFirst, yesRow } from '../../render/components.ts';
import { flags } from '../../render/limits.ts';
import { areYouSure, formGone, notAControl } from '../words.ts';
import type { Asked } from './interaction.ts';
import type { Meaning } from './meaning.ts';
import { deferred, deferredUpdate, privately } from './respond.ts';
import { showForm } from './show-form.ts';

const DataSchema = z.object({ custom_id: z.string(), values: z.array(z.string()).optional() });
const MessageSchema = z.object({
  flags: z.number().default(0),
  components: z
    .array(
      z.looseObject({
        components: z
          .array(z.looseObject({ custom_id: z.string().optional(), label: z.string().optional() }))
          .optional(),
      }),
    )
    .default([]),
});

/** A control that was pressed, or one of several that was chosen. What it does is looked up now, not when it was drawn. */
export async function meaningOfComponent(discord: DiscordState, asked: Asked): Promise<Meaning | undefined> {
  const data = DataSchema.safeParse(asked.interaction.data).data;
  if (data === undefined) return undefined;
  const { custom_id: id, values } = data;
  if (id.startsWith(askFirst)) return confirmation(asked, id);
  const act = values?.[0] === undefined ? id : `${id}/${values[0]}`;
  const pressed = discord.options.desk?.press(act);
  if (pressed === undefined) return { is: 'response', response: privately(notAControl) };
  if (pressed.is === 'request')
    return { is: 'request', request: pressed.request, first: isAlone(asked) ? deferredUpdate : deferred };
  const form = await showForm(discord, pressed.act, asked);
  return { is: 'response', response: form ?? privately(formGone) };
}

/** Asks once more, this person alone, with a button that does it. */
function confirmation(asked: Asked, id: string): Meaning {
  const label = labelOf(asked, id) ?? 'Go on';
  const act = id.slice(askFirst.length);
  return { is: 'response', response: privately(areYouSure(label), [yesRow(act, label)]) };
}

function labelOf({ interaction }: Asked, id: string): string | undefined {
  const rows = MessageSchema.safeParse(interaction.message).data?.components ?? [];
  return rows.flatMap((row) => row.components ?? []).find((one) => one.custom_id === id)?.label;
}

/** Whether the control stands below a message that only this person sees. */
const isAlone = ({ interaction }: Asked): boolean =>
  ((MessageSchema.safeParse(interaction.message).data?.flags ?? 0) & flags.ephemeral) !== 0;
