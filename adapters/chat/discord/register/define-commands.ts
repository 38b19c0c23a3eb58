import type { CommandSpec, OptionSpec } from '../../../../src/domain/surface/command.ts';
import { cutText, oneLine } from '../../shared/cut-text.ts';
import { commandLimits, optionType, optionTypes, placeCommands, type PlacedCommand } from './command-tree.ts';

export interface OptionDefinition {
  readonly type: number;
  readonly name: string;
  readonly description: string;
  readonly required?: boolean;
  readonly autocomplete?: boolean;
  readonly max_length?: number;
  readonly choices?: readonly { readonly name: string; readonly value: string }[];
  readonly options?: readonly OptionDefinition[];
}

/** A command as Discord takes it. */
export interface CommandDefinition {
  readonly name: string;
  readonly description: string;
  readonly type: 1;
  /** 0: only in servers, not in direct messages. */
  readonly contexts: readonly number[];
  readonly options: readonly OptionDefinition[];
}

/** Longest value of a text option. Source: application command option structure. */
const longestValue = 6000;
/** Helps are cut to the first of these lengths with which the command is small enough. */
const helpLengths = [100, 80, 64, 52, 42, 34, 26, 18, 10, 4] as const;

/** `/goal` with every verb of the table, within Discord's bounds; empty where there are no verbs. */
export function defineCommands(specs: readonly CommandSpec[]): readonly CommandDefinition[] {
  if (specs.length === 0) return [];
  const placed = placeCommands(specs);
  const sizes = helpLengths.map((help) => goalCommand(placed, help));
  return [sizes.find((command) => sizeOf(command) <= commandLimits.total) ?? goalCommand(placed, 1)];
}

/** Names, descriptions and values count together, on every level. */
export const sizeOf = ({ name, description, choices, options }: Partial<OptionDefinition>): number =>
  (name?.length ?? 0) +
  (description?.length ?? 0) +
  (choices ?? []).reduce((sum, choice) => sum + choice.name.length + choice.value.length, 0) +
  (options ?? []).reduce((sum, option) => sum + sizeOf(option), 0);

function goalCommand(placed: readonly PlacedCommand[], help: number): CommandDefinition {
  const groups = Map.groupBy(placed, ({ path }) => (path.length === 1 ? '' : path[0]));
  const top = groups.get('') ?? [];
  return {
    name: 'goal',
    description: 'Dispatch and steer coding agents',
    type: 1,
    contexts: [0],
    options: [
      ...top.map((one) => subcommand(one, help)),
      ...[...groups]
        .filter(([name]) => name !== '')
        .map(([name, members]) => ({
          type: optionTypes.group,
          name,
          description: name.startsWith('more') ? 'further verbs' : shown(`${name}: its parts`, help),
          options: members.map((one) => subcommand(one, help)),
        })),
    ],
  };
}

const subcommand = ({ path, spec }: PlacedCommand, help: number): OptionDefinition => ({
  type: optionTypes.subcommand,
  name: path.at(-1) ?? '',
  description: shown(spec.summary, help),
  options: spec.options
    .toSorted((a, b) => Number(b.required) - Number(a.required))
    .slice(0, commandLimits.perLevel)
    .map((option) => define(option, help)),
});

function define(option: OptionSpec, help: number): OptionDefinition {
  const type = optionType(option);
  const isText = type === optionTypes.string;
  const choices = (option.choices ?? []).slice(0, commandLimits.choices);
  return {
    type,
    name: option.name,
    description: shown(option.help, help),
    ...(option.required ? { required: true } : {}),
    ...(isText && choices.length === 0 ? { max_length: longestValue } : {}),
    ...(isText && choices.length > 0 ? { choices: choices.map((value) => ({ name: value, value })) } : {}),
    ...(isText && choices.length === 0 && option.suggests !== undefined ? { autocomplete: true } : {}),
  };
}

function shown(text: string, max: number): string {
  const line = cutText(oneLine(text), Math.min(max, commandLimits.help));
  return line === '' ? '–' : line;
}
