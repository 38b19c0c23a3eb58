import { z } from 'zod';
import { id, plain, SlackFileSchema, text } from './composition.ts';
import {
  AccessorySchema,
  ActionElementSchema,
  ContextElementSchema,
  InputElementSchema,
} from './elements.ts';

/** Source: https://docs.slack.dev/reference/block-kit/blocks */

const HeaderSchema = z.strictObject({ type: z.literal('header'), text: plain(150), block_id: id.optional() });
const SectionSchema = z
  .strictObject({
    type: z.literal('section'),
    text: text(3000).optional(),
    fields: z.array(text(2000)).min(1).max(10).optional(),
    accessory: AccessorySchema.optional(),
    expand: z.boolean().optional(),
    block_id: id.optional(),
  })
  .refine((section) => section.text !== undefined || section.fields !== undefined, 'text or fields');
const ContextSchema = z.strictObject({
  type: z.literal('context'),
  elements: z.array(ContextElementSchema).min(1).max(10),
  block_id: id.optional(),
});
const ActionsSchema = z.strictObject({
  type: z.literal('actions'),
  elements: z.array(ActionElementSchema).min(1).max(25),
  block_id: id.optional(),
});
const DividerSchema = z.strictObject({ type: z.literal('divider'), block_id: id.optional() });
const ImageSchema = z
  .strictObject({
    type: z.literal('image'),
    image_url: z.url().max(3000).optional(),
    slack_file: SlackFileSchema.optional(),
    alt_text: z.string().min(1).max(2000),
    title: plain(2000).optional(),
    block_id: id.optional(),
  })
  .refine((one) => (one.image_url === undefined) !== (one.slack_file === undefined), 'one picture');
const InputSchema = z.strictObject({
  type: z.literal('input'),
  label: plain(2000),
  element: InputElementSchema,
  hint: plain(2000).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
  block_id: id.optional(),
});
const RichTextSchema = z.strictObject({
  type: z.literal('rich_text'),
  elements: z
    .array(
      z.looseObject({
        type: z.enum(['rich_text_section', 'rich_text_list', 'rich_text_preformatted', 'rich_text_quote']),
        elements: z.array(z.looseObject({ type: z.string() })).min(1),
      }),
    )
    .min(1),
  block_id: id.optional(),
});
const MarkdownSchema = z.strictObject({
  type: z.literal('markdown'),
  text: z.string().min(1).max(12_000),
  block_id: id.optional(),
});

const everywhere = [
  HeaderSchema,
  SectionSchema,
  ContextSchema,
  ActionsSchema,
  DividerSchema,
  ImageSchema,
  RichTextSchema,
] as const;

const MessageBlockSchema = z.discriminatedUnion('type', [...everywhere, MarkdownSchema, InputSchema]);
const ViewBlockSchema = z.discriminatedUnion('type', [...everywhere, InputSchema]);

export const MessageBlocksSchema = z.array(MessageBlockSchema).max(50);
export const ViewBlocksSchema = z.array(ViewBlockSchema).max(100);

/** What is wrong with the blocks' names: block ids are unique in a message or view, action ids in their block. */
export function namesProblem(blocks: readonly unknown[]): string | undefined {
  const named = blocks.map((block) => NamedSchema.parse(block));
  const twiceBlock = repeated(named.map((block) => block.block_id));
  if (twiceBlock !== undefined) return `block_id ${twiceBlock} already exists`;
  const twiceAction = named
    .map((block) => repeated((block.elements ?? []).map((element) => element.action_id)))
    .find((found) => found !== undefined);
  return twiceAction === undefined
    ? undefined
    : `action_id ${twiceAction} already exists for another element`;
}

const NamedSchema = z.looseObject({
  block_id: z.string().optional(),
  elements: z.array(z.looseObject({ action_id: z.string().optional() })).optional(),
});

const repeated = (names: readonly (string | undefined)[]): string | undefined =>
  names.find((name, index) => name !== undefined && names.indexOf(name) !== index);

/** zod's words, where and what. */
export const firstIssue = (error: z.ZodError): string =>
  error.issues.map((issue) => `/${issue.path.join('/')}: ${issue.message}`)[0] ?? 'unknown';
