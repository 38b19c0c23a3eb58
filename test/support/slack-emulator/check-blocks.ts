import { z } from 'zod';

/** Slack's limits for what drover posts. Source: https://docs.slack.dev/reference/block-kit/blocks; the total is measured. */
const text = (max: number) =>
  z.object({ type: z.enum(['mrkdwn', 'plain_text']), text: z.string().min(1).max(max) });

const HeaderSchema = z.object({
  type: z.literal('header'),
  text: z.object({ type: z.literal('plain_text'), text: z.string().min(1).max(150) }),
});
const SectionSchema = z
  .object({
    type: z.literal('section'),
    text: text(3000).optional(),
    fields: z.array(text(2000)).min(1).max(10).optional(),
  })
  .refine((section) => section.text !== undefined || section.fields !== undefined);
const ContextSchema = z.object({ type: z.literal('context'), elements: z.array(text(3000)).min(1).max(10) });
const RichTextSchema = z.object({
  type: z.literal('rich_text'),
  elements: z
    .array(z.object({ type: z.string(), elements: z.array(z.looseObject({ type: z.string() })) }))
    .min(1),
});

export const BlocksSchema = z
  .array(z.union([HeaderSchema, SectionSchema, ContextSchema, RichTextSchema]))
  .max(50);

/** The error that Slack would answer with; undefined when the message is acceptable. */
export function blocksError(blocks: readonly unknown[]): string | undefined {
  if (!BlocksSchema.safeParse(blocks).success) return 'invalid_blocks';
  return JSON.stringify(blocks).length > 13_200 ? 'msg_blocks_too_long' : undefined;
}

/** Whom a message would notify: mentions in its text and in mrkdwn of its blocks. Rich text mentions nobody by its text. */
export function pingsOf(message: {
  readonly text: string;
  readonly blocks: readonly unknown[];
}): readonly string[] {
  const parsed = [message.text, ...message.blocks.flatMap(mrkdwnOf)];
  return parsed.flatMap((one) =>
    [...one.matchAll(/<([!@#][^<>|]+)(?:\|[^<>]*)?>/gu)].map((hit) => hit[1] ?? ''),
  );
}

/** Links that a reader could follow: address and label as Slack would show them. */
export const linksOf = (message: { readonly blocks: readonly unknown[] }): readonly string[] =>
  message.blocks
    .flatMap(mrkdwnOf)
    .flatMap((one) => [...one.matchAll(/<([^<>!@#][^<>]*)>/gu)].map((hit) => hit[1] ?? ''));

function mrkdwnOf(block: unknown): readonly string[] {
  const section = SectionSchema.safeParse(block);
  if (section.success)
    return [section.data.text, ...(section.data.fields ?? [])].flatMap((one) =>
      one?.type === 'mrkdwn' ? [one.text] : [],
    );
  const context = ContextSchema.safeParse(block);
  return context.success
    ? context.data.elements.filter((one) => one.type === 'mrkdwn').map((one) => one.text)
    : [];
}
