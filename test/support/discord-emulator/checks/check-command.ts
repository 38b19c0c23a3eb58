import { z } from 'zod';
import { listWrong, textWrong, wrong, type Wrong } from './wrong.ts';

/** Types of options. Source: https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-type */
export const optionTypes = {
  subcommand: 1,
  group: 2,
  string: 3,
  integer: 4,
  boolean: 5,
  user: 6,
  channel: 7,
  role: 8,
  mentionable: 9,
  number: 10,
  attachment: 11,
} as const;

export interface CommandOption {
  readonly type: number;
  readonly name: string;
  readonly description: string;
  readonly required?: boolean | undefined;
  readonly autocomplete?: boolean | undefined;
  readonly min_length?: number | undefined;
  readonly max_length?: number | undefined;
  readonly min_value?: number | undefined;
  readonly max_value?: number | undefined;
  readonly choices?: readonly { readonly name: string; readonly value: string | number }[] | undefined;
  readonly options?: readonly CommandOption[] | undefined;
}

const OptionSchema: z.ZodType<CommandOption> = z.lazy(() =>
  z.looseObject({
    type: z.number().int().min(1).max(11),
    name: z.string(),
    description: z.string(),
    required: z.boolean().optional(),
    autocomplete: z.boolean().optional(),
    min_length: z.number().min(0).max(6000).optional(),
    max_length: z.number().min(1).max(6000).optional(),
    min_value: z.number().optional(),
    max_value: z.number().optional(),
    choices: z
      .array(z.looseObject({ name: z.string(), value: z.union([z.string(), z.number()]) }))
      .optional(),
    options: z.array(OptionSchema).optional(),
  }),
);

export const CommandSchema = z.looseObject({
  id: z.string().optional(),
  name: z.string(),
  description: z.string().default(''),
  type: z.number().default(1),
  options: z.array(OptionSchema).default([]),
  contexts: z.array(z.number()).nullish(),
  default_member_permissions: z.string().nullish(),
});
export type Command = z.infer<typeof CommandSchema>;

const namePattern = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

/** Limits of a command's definition. */
export function commandWrongs(given: unknown): readonly Wrong[] {
  const parsed = CommandSchema.safeParse(given);
  if (!parsed.success) return wrong('options', 'MODEL_TYPE_CONVERT', z.prettifyError(parsed.error));
  const command = parsed.data;
  const size = sizeOf(command);
  return [
    ...nameWrongs('name', command.name, command.type === 1),
    ...(command.type === 1 ? textWrong('description', command.description, 100, 1) : []),
    ...optionsWrongs(command.options, 'options', 0),
    ...(size > 8000
      ? wrong('options', 'APPLICATION_COMMAND_TOO_LARGE', `Command exceeds maximum size (8000): ${size}`)
      : []),
  ];
}

function nameWrongs(path: string, name: string, isTyped: boolean): readonly Wrong[] {
  const isFine = isTyped ? namePattern.test(name) && name === name.toLowerCase() : name.length <= 32;
  return isFine ? [] : wrong(path, 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid');
}

/** Groups hold subcommands, subcommands hold values, and neither stands beside values. */
function optionsWrongs(options: readonly CommandOption[], path: string, depth: number): readonly Wrong[] {
  const names = options.map((option) => option.name);
  const isParent = (option: CommandOption) => option.type <= optionTypes.group;
  const firstOptional = options.findIndex((option) => option.required !== true);
  const lastRequired = options.findLastIndex((option) => option.required === true);
  return [
    ...listWrong(path, options.length, 25),
    ...(new Set(names).size === names.length
      ? []
      : wrong(path, 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS', 'Option name already exists')),
    ...(options.some(isParent) && !options.every(isParent)
      ? wrong(path, 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', 'Sub-command options are mixed with values')
      : []),
    ...(firstOptional >= 0 && firstOptional < lastRequired
      ? wrong(
          path,
          'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
          'Required options must be placed before others',
        )
      : []),
    ...options.flatMap((option, at) => optionWrongs(option, `${path}.${at}`, depth)),
  ];
}

function optionWrongs(option: CommandOption, path: string, depth: number): readonly Wrong[] {
  const choices = option.choices ?? [];
  const isTooDeep =
    (option.type === optionTypes.group && depth > 0) || (option.type === optionTypes.subcommand && depth > 1);
  return [
    ...nameWrongs(`${path}.name`, option.name, true),
    ...textWrong(`${path}.description`, option.description, 100, 1),
    ...listWrong(`${path}.choices`, choices.length, 25),
    ...choices.flatMap((choice, at) => [
      ...textWrong(`${path}.choices.${at}.name`, choice.name, 100, 1),
      ...textWrong(`${path}.choices.${at}.value`, String(choice.value), 100, 1),
    ]),
    ...(option.autocomplete === true && choices.length > 0
      ? wrong(
          path,
          'APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE',
          'Choices and autocomplete exclude each other',
        )
      : []),
    ...(isTooDeep
      ? wrong(`${path}.type`, 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', 'Sub-commands stand too deep')
      : []),
    ...optionsWrongs(option.options ?? [], `${path}.options`, option.type === optionTypes.group ? 1 : 2),
  ];
}

/** Names, descriptions and values count together. */
function sizeOf(command: Command): number {
  const ofOption = (option: CommandOption): number =>
    option.name.length +
    option.description.length +
    (option.choices ?? []).reduce((sum, one) => sum + one.name.length + String(one.value).length, 0) +
    (option.options ?? []).reduce((sum, one) => sum + ofOption(one), 0);
  return (
    command.name.length +
    command.description.length +
    command.options.reduce((sum, option) => sum + ofOption(option), 0)
  );
}
