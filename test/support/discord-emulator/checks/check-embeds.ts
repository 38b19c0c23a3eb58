import { z } from 'zod';
import { lengthOf } from './length-of.ts';
import { listWrong, textWrong, wrong, type Wrong } from './wrong.ts';

const EmbedSchema = z.looseObject({
  title: z.string().nullish(),
  description: z.string().nullish(),
  footer: z.looseObject({ text: z.string() }).nullish(),
  author: z.looseObject({ name: z.string() }).nullish(),
  fields: z.array(z.looseObject({ name: z.string(), value: z.string() })).nullish(),
});
type Embed = z.infer<typeof EmbedSchema>;

/** Limits of embeds. Source: https://discord.com/developers/docs/resources/message#embed-object-embed-limits */
export function embedWrongs(embeds: readonly unknown[]): readonly Wrong[] {
  const parsed = z.array(EmbedSchema).safeParse(embeds);
  if (!parsed.success) return wrong('embeds', 'DICT_TYPE_CONVERT', parsed.error.message);
  const total = parsed.data.flatMap(textsOf).reduce((sum, text) => sum + lengthOf(text), 0);
  return [
    ...listWrong('embeds', embeds.length, 10),
    ...parsed.data.flatMap(oneWrong),
    ...(total > 6000
      ? wrong('embeds', 'MAX_EMBED_SIZE_EXCEEDED', 'Embed size exceeds maximum size of 6000')
      : []),
  ];
}

function oneWrong(embed: Embed, at: number): readonly Wrong[] {
  const fields = embed.fields ?? [];
  return [
    ...textWrong(`embeds.${at}.title`, embed.title, 256),
    ...textWrong(`embeds.${at}.description`, embed.description, 4096),
    ...textWrong(`embeds.${at}.footer.text`, embed.footer?.text, 2048),
    ...textWrong(`embeds.${at}.author.name`, embed.author?.name, 256),
    ...listWrong(`embeds.${at}.fields`, fields.length, 25),
    ...fields.flatMap((field, index) => [
      ...textWrong(`embeds.${at}.fields.${index}.name`, field.name, 256, 1),
      ...textWrong(`embeds.${at}.fields.${index}.value`, field.value, 1024, 1),
    ]),
  ];
}

const textsOf = (embed: Embed): readonly string[] => [
  embed.title ?? '',
  embed.description ?? '',
  embed.footer?.text ?? '',
  embed.author?.name ?? '',
  ...(embed.fields ?? []).flatMap((field) => [field.name, field.value]),
];

/** The texts of embeds in which a link could stand. */
export const linkTextsOf = (embeds: readonly unknown[]): readonly string[] =>
  embeds.flatMap((one) => {
    const embed = EmbedSchema.safeParse(one).data;
    return [embed?.description ?? '', ...(embed?.fields ?? []).map((field) => field.value)];
  });

/** Everything of an embed that a person reads, for transcripts. */
export const embedTexts = (embeds: readonly unknown[]): readonly string[] =>
  embeds.flatMap((one) => {
    const embed = EmbedSchema.safeParse(one).data;
    if (embed === undefined) return [];
    const fields = (embed.fields ?? []).map((field) => `${field.name}: ${field.value}`);
    const lines = [embed.author?.name, embed.title, embed.description, ...fields, embed.footer?.text];
    return lines.flatMap((line) => (line === undefined || line === null || line === '' ? [] : [line]));
  });
