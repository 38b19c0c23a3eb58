import { z } from 'zod';

/** Types of components. Source: https://discord.com/developers/docs/components/reference */
export const kinds = {
  row: 1,
  button: 2,
  stringSelect: 3,
  textInput: 4,
  userSelect: 5,
  roleSelect: 6,
  mentionableSelect: 7,
  channelSelect: 8,
  section: 9,
  text: 10,
  thumbnail: 11,
  gallery: 12,
  file: 13,
  separator: 14,
  container: 17,
  label: 18,
  upload: 19,
  radioGroup: 21,
  checkboxGroup: 22,
  checkbox: 23,
} as const;

/** The selects of a message. */
export const selectKinds: readonly number[] = [3, 5, 6, 7, 8];

/** Any component: its children lie in `components`, or alone in `component` and `accessory`. */
export interface Component {
  readonly type: number;
  readonly custom_id?: string | undefined;
  readonly style?: number | undefined;
  readonly label?: string | undefined;
  readonly url?: string | undefined;
  readonly emoji?: unknown;
  readonly disabled?: boolean | undefined;
  readonly content?: string | undefined;
  readonly placeholder?: string | undefined;
  readonly description?: string | undefined;
  readonly value?: string | boolean | null | undefined;
  readonly required?: boolean | undefined;
  readonly min_length?: number | undefined;
  readonly max_length?: number | undefined;
  readonly min_values?: number | undefined;
  readonly max_values?: number | undefined;
  readonly options?: readonly Option[] | undefined;
  readonly components?: readonly Component[] | undefined;
  readonly component?: Component | undefined;
  readonly accessory?: Component | undefined;
}

const OptionSchema = z.looseObject({
  label: z.string(),
  value: z.string(),
  description: z.string().nullish(),
  default: z.boolean().optional(),
});
export type Option = z.infer<typeof OptionSchema>;

export const ComponentSchema: z.ZodType<Component> = z.lazy(() =>
  z.looseObject({
    type: z.number(),
    custom_id: z.string().optional(),
    style: z.number().optional(),
    label: z.string().optional(),
    url: z.string().optional(),
    emoji: z.unknown().optional(),
    disabled: z.boolean().optional(),
    content: z.string().optional(),
    placeholder: z.string().optional(),
    description: z.string().optional(),
    value: z.union([z.string(), z.boolean()]).nullish(),
    required: z.boolean().optional(),
    min_length: z.number().optional(),
    max_length: z.number().optional(),
    min_values: z.number().optional(),
    max_values: z.number().optional(),
    options: z.array(OptionSchema).optional(),
    components: z.array(ComponentSchema).optional(),
    component: ComponentSchema.optional(),
    accessory: ComponentSchema.optional(),
  }),
);

/** What Discord stores of components; undefined when they are none. */
export const readComponents = (value: unknown): readonly Component[] | undefined =>
  z.array(ComponentSchema).safeParse(value).data;

/** A component with everything inside it, from the outside in. */
export const flatten = (component: Component): readonly Component[] => [
  component,
  ...[
    ...(component.components ?? []),
    ...(component.component === undefined ? [] : [component.component]),
    ...(component.accessory === undefined ? [] : [component.accessory]),
  ].flatMap(flatten),
];

/** All components of a message or modal, however deep. */
export const allComponents = (value: unknown): readonly Component[] =>
  (readComponents(value) ?? []).flatMap(flatten);
