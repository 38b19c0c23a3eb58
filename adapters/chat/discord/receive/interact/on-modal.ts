import { z } from 'zod';
import type { DiscordState } from '../../discord-state.ts';
import { formProblems, notAControl } from '../words.ts';
import type { Asked } from './interaction.ts';
import type { Meaning } from './meaning.ts';
import { deferred, privately } from './respond.ts';

const FieldSchema = z.object({
  custom_id: z.string(),
  value: z.string().nullish(),
  values: z.array(z.string()).nullish(),
});
/** Inputs stand in labels; older clients send rows. */
const DataSchema = z.object({
  custom_id: z.string(),
  components: z
    .array(z.object({ component: FieldSchema.optional(), components: z.array(FieldSchema).optional() }))
    .default([]),
});

/** A form that was filled in: a request, or what is wrong with which input. */
export function meaningOfModal(discord: DiscordState, asked: Asked): Meaning | undefined {
  const data = DataSchema.safeParse(asked.interaction.data).data;
  const { desk } = discord.options;
  if (data === undefined) return undefined;
  if (desk === undefined) return { is: 'response', response: privately(notAControl) };
  const submitted = desk.submit(data.custom_id, valuesOf(data.components));
  return submitted.ok
    ? { is: 'request', request: submitted.request, first: deferred }
    : { is: 'response', response: privately(formProblems(submitted.problems)) };
}

const valuesOf = (components: z.infer<typeof DataSchema>['components']): Readonly<Record<string, string>> =>
  Object.fromEntries(
    components
      .flatMap(({ component, components: row }) => [
        ...(component === undefined ? [] : [component]),
        ...(row ?? []),
      ])
      .map((field) => [field.custom_id, field.value ?? field.values?.[0] ?? '']),
  );
