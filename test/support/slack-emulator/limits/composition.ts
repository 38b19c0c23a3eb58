import { z } from 'zod';

/** Objects that blocks are made of. Source: https://docs.slack.dev/reference/block-kit/composition-objects */

export const plain = (max: number) =>
  z.strictObject({
    type: z.literal('plain_text'),
    text: z.string().min(1).max(max),
    emoji: z.boolean().optional(),
  });

const mrkdwn = (max: number) =>
  z.strictObject({
    type: z.literal('mrkdwn'),
    text: z.string().min(1).max(max),
    verbatim: z.boolean().optional(),
  });

export const text = (max: number) => z.discriminatedUnion('type', [plain(max), mrkdwn(max)]);

export const ConfirmSchema = z.strictObject({
  title: plain(100),
  text: text(300),
  confirm: plain(30),
  deny: plain(30),
  style: z.enum(['primary', 'danger']).optional(),
});

const option = (label: z.ZodType) =>
  z.strictObject({
    text: label,
    value: z.string().min(1).max(150),
    description: plain(75).optional(),
    url: z.string().max(3000).optional(),
  });

export const OptionSchema = option(plain(75));
/** Radio buttons and checkboxes may show mrkdwn. */
export const RichOptionSchema = option(text(75));

export const OptionGroupSchema = z.strictObject({
  label: plain(75),
  options: z.array(OptionSchema).min(1).max(100),
});

export const id = z.string().min(1).max(255);

/** Ids of files begin with F. Source: the error text of chat.postMessage for an image block with another id. */
export const SlackFileSchema = z.union([
  z.strictObject({ id: z.string().regex(/^F[A-Z0-9]{8,}$/u) }),
  z.strictObject({ url: z.url() }),
]);
