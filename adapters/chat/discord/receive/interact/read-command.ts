import { z } from 'zod';
import type { Attachment } from '../../../../../src/domain/surface/attachment.ts';
import type { CommandSpec } from '../../../../../src/domain/surface/command.ts';
import { commandAt, optionTypes } from '../../register/command-tree.ts';

interface GivenOption {
  readonly name: string;
  readonly type: number;
  readonly value?: string | number | boolean | undefined;
  readonly focused?: boolean | undefined;
  readonly options?: readonly GivenOption[] | undefined;
}

const OptionSchema: z.ZodType<GivenOption> = z.lazy(() =>
  z.object({
    name: z.string(),
    type: z.number(),
    value: z.union([z.string(), z.number(), z.boolean()]).optional(),
    focused: z.boolean().optional(),
    options: z.array(OptionSchema).optional(),
  }),
);

const FileSchema = z.object({
  id: z.string(),
  filename: z.string(),
  size: z.number(),
  content_type: z.string().nullish(),
  url: z.string(),
});

/** Source: https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-application-command-data-structure */
const DataSchema = z.object({
  name: z.string(),
  options: z.array(OptionSchema).default([]),
  resolved: z.object({ attachments: z.record(z.string(), FileSchema).optional() }).nullish(),
});

/** A command that somebody typed, or is typing. */
export interface TypedCommand {
  readonly spec: CommandSpec;
  readonly values: Readonly<Record<string, string | number | boolean>>;
  readonly focused: { readonly name: string; readonly typed: string } | undefined;
  readonly attachments: readonly Attachment[];
}

/** undefined when it is none of the table's: its definition is older than this drover. */
export function readCommand(specs: readonly CommandSpec[], data: unknown): TypedCommand | undefined {
  const parsed = DataSchema.safeParse(data);
  if (!parsed.success || parsed.data.name !== 'goal') return undefined;
  const { path, options } = descend(parsed.data.options, []);
  const spec = commandAt(specs, path);
  if (spec === undefined) return undefined;
  const focused = options.find((option) => option.focused === true);
  return {
    spec,
    values: Object.fromEntries(
      options.flatMap(({ name, type, value }) =>
        value === undefined || type === optionTypes.attachment ? [] : [[name, value]],
      ),
    ),
    focused: focused === undefined ? undefined : { name: focused.name, typed: String(focused.value ?? '') },
    attachments: filesOf(options, parsed.data.resolved?.attachments ?? {}),
  };
}

/** Goes down through group and subcommand to the options that hold values. */
function descend(
  options: readonly GivenOption[],
  path: readonly string[],
): { path: readonly string[]; options: readonly GivenOption[] } {
  const [first] = options;
  const isParent = first?.type === optionTypes.subcommand || first?.type === optionTypes.group;
  return first !== undefined && isParent && path.length < 2
    ? descend(first.options ?? [], [...path, first.name])
    : { path, options };
}

const filesOf = (
  options: readonly GivenOption[],
  resolved: Readonly<Record<string, z.infer<typeof FileSchema>>>,
): readonly Attachment[] =>
  options.flatMap(({ type, value }) => {
    const file = type === optionTypes.attachment ? resolved[String(value)] : undefined;
    if (file === undefined) return [];
    return [
      {
        platform: 'discord' as const,
        id: file.url,
        name: file.filename,
        type: file.content_type ?? 'application/octet-stream',
        bytes: file.size,
      },
    ];
  });
