import { z } from 'zod';
import {
  ConfirmSchema,
  id,
  OptionGroupSchema,
  OptionSchema,
  plain,
  RichOptionSchema,
  SlackFileSchema,
  text,
} from './composition.ts';

/** Things to click and to fill in. Source: https://docs.slack.dev/reference/block-kit/block-elements */

const ButtonSchema = z.strictObject({
  type: z.literal('button'),
  text: plain(75),
  action_id: id.optional(),
  value: z.string().max(2000).optional(),
  url: z
    .string()
    .max(3000)
    .regex(/^https?:\/\//u)
    .optional(),
  style: z.enum(['primary', 'danger']).optional(),
  confirm: ConfirmSchema.optional(),
  accessibility_label: z.string().max(75).optional(),
});

const common = {
  action_id: id.optional(),
  confirm: ConfirmSchema.optional(),
  focus_on_load: z.boolean().optional(),
};
const choosing = { ...common, placeholder: plain(150).optional() };
/** Options or groups of them, not both. */
const listed = {
  options: z.array(OptionSchema).min(1).max(100).optional(),
  option_groups: z.array(OptionGroupSchema).min(1).max(100).optional(),
};

const StaticSelectSchema = z
  .strictObject({
    type: z.literal('static_select'),
    ...choosing,
    ...listed,
    initial_option: OptionSchema.optional(),
  })
  .refine((one) => (one.options === undefined) !== (one.option_groups === undefined));
const MultiSelectSchema = z
  .strictObject({
    type: z.literal('multi_static_select'),
    ...choosing,
    ...listed,
    initial_options: z.array(OptionSchema).min(1).max(100).optional(),
    max_selected_items: z.number().int().min(1).optional(),
  })
  .refine((one) => (one.options === undefined) !== (one.option_groups === undefined));
const ExternalSelectSchema = z.strictObject({
  type: z.literal('external_select'),
  ...choosing,
  initial_option: OptionSchema.optional(),
  min_query_length: z.number().int().min(0).optional(),
});
const UsersSelectSchema = z.strictObject({
  type: z.enum(['users_select', 'conversations_select', 'channels_select']),
  ...choosing,
  initial_user: z.string().optional(),
  initial_conversation: z.string().optional(),
  initial_channel: z.string().optional(),
  default_to_current_conversation: z.boolean().optional(),
  response_url_enabled: z.boolean().optional(),
  filter: z
    .strictObject({
      include: z
        .array(z.enum(['im', 'mpim', 'private', 'public']))
        .min(1)
        .optional(),
      exclude_external_shared_channels: z.boolean().optional(),
      exclude_bot_users: z.boolean().optional(),
    })
    .optional(),
});
const OverflowSchema = z.strictObject({
  type: z.literal('overflow'),
  action_id: id.optional(),
  options: z.array(OptionSchema).min(1).max(5),
  confirm: ConfirmSchema.optional(),
});
const CheckboxesSchema = z.strictObject({
  type: z.literal('checkboxes'),
  ...common,
  options: z.array(RichOptionSchema).min(1).max(10),
  initial_options: z.array(RichOptionSchema).min(1).max(10).optional(),
});
const RadioSchema = z.strictObject({
  type: z.literal('radio_buttons'),
  ...common,
  options: z.array(RichOptionSchema).min(1).max(10),
  initial_option: RichOptionSchema.optional(),
});
const ImageElementSchema = z
  .strictObject({
    type: z.literal('image'),
    image_url: z.url().max(3000).optional(),
    slack_file: SlackFileSchema.optional(),
    alt_text: z.string().min(1).max(2000),
  })
  .refine((one) => (one.image_url === undefined) !== (one.slack_file === undefined));

const TextInputSchema = z.strictObject({
  type: z.literal('plain_text_input'),
  action_id: id.optional(),
  placeholder: plain(150).optional(),
  initial_value: z.string().max(3000).optional(),
  multiline: z.boolean().optional(),
  min_length: z.number().int().min(0).max(3000).optional(),
  max_length: z.number().int().min(1).max(3000).optional(),
  focus_on_load: z.boolean().optional(),
  dispatch_action_config: z.unknown().optional(),
});
/** Numbers travel as strings. */
const NumberInputSchema = z.strictObject({
  type: z.literal('number_input'),
  action_id: id.optional(),
  is_decimal_allowed: z.boolean(),
  placeholder: plain(150).optional(),
  initial_value: z.string().optional(),
  min_value: z.string().optional(),
  max_value: z.string().optional(),
  focus_on_load: z.boolean().optional(),
});
const FileInputSchema = z.strictObject({
  type: z.literal('file_input'),
  action_id: id.optional(),
  filetypes: z.array(z.string()).optional(),
  max_files: z.number().int().min(1).max(10).optional(),
});

const clickable = [
  ButtonSchema,
  StaticSelectSchema,
  MultiSelectSchema,
  ExternalSelectSchema,
  UsersSelectSchema,
  OverflowSchema,
  CheckboxesSchema,
  RadioSchema,
] as const;

export const ActionElementSchema = z.union(clickable);
export const AccessorySchema = z.union([...clickable, ImageElementSchema]);
export const ContextElementSchema = z.union([text(3000), ImageElementSchema]);
export const InputElementSchema = z.union([
  StaticSelectSchema,
  MultiSelectSchema,
  ExternalSelectSchema,
  UsersSelectSchema,
  CheckboxesSchema,
  RadioSchema,
  TextInputSchema,
  NumberInputSchema,
  FileInputSchema,
]);
