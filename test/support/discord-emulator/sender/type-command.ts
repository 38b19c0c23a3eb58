import { CommandSchema, optionTypes, type Command, type CommandOption } from '../checks/check-command.ts';
import { lengthOf } from '../checks/length-of.ts';
import { fileJson } from '../json/message-json.ts';
import { userJson } from '../json/user-json.ts';
import { interactionTypes } from '../answers/respond.ts';
import { keepFile } from '../answers/write-message.ts';
import type { EmulatorState } from '../state/emulator-state.ts';
import { channelOf } from '../state/guild.ts';
import { permissionsOf } from '../state/permissions.ts';
import type { Guild, Json } from '../state/things.ts';
import { interact, type Target } from './interact.ts';
import type { Seen } from './seen.ts';

type Value = string | number | boolean | { readonly file: string; readonly text: string };

export interface TypedCommand {
  readonly channel: string;
  readonly user: string;
  /** Default: goal. */
  readonly command?: string | undefined;
  /** Group and subcommand in words, such as `start` or `schedule add`. */
  readonly verb?: string | undefined;
  /** By name; an attachment is `{ file, text }`, users, roles and channels are ids. */
  readonly options?: Readonly<Record<string, Value>> | undefined;
}

/** Chooses a command that was registered, and sends it. What Discord's client would not let through throws. */
export async function typeCommand(state: EmulatorState, target: Target, typed: TypedCommand): Promise<Seen> {
  const { command, path, options } = chosen(state, typed);
  const given = typed.options ?? {};
  for (const option of options)
    if (option.required === true && given[option.name] === undefined)
      throw new Error(`the client asks for the option ${option.name}`);
  const resolved: Resolved = { attachments: {}, users: {} };
  const values = Object.entries(given).map(([name, value]) => {
    const option = options.find((one) => one.name === name);
    if (option === undefined) throw new Error(`the command has no option ${name}`);
    return valueJson(state, typed.channel, option, { value, resolved });
  });
  return await send(state, target, typed, {
    type: interactionTypes.command,
    data: { ...dataOf(command, path, values), resolved },
  });
}

/** What the client shows while a person types into an option. */
export async function autocomplete(
  state: EmulatorState,
  target: Target,
  typed: TypedCommand & { readonly focused: string; readonly value: string },
): Promise<Seen> {
  const { command, path, options } = chosen(state, typed);
  const focused = options.find((one) => one.name === typed.focused);
  if (focused?.autocomplete !== true) throw new Error(`the option ${typed.focused} does not complete itself`);
  const others = Object.entries(typed.options ?? {}).map(([name, value]) => ({
    name,
    type: options.find((one) => one.name === name)?.type,
    value,
  }));
  const values = [...others, { name: focused.name, type: focused.type, value: typed.value, focused: true }];
  return await send(state, target, typed, {
    type: interactionTypes.autocomplete,
    data: dataOf(command, path, values),
  });
}

const send = (
  state: EmulatorState,
  target: Target,
  typed: TypedCommand,
  act: { readonly type: number; readonly data: Json },
): Promise<Seen> =>
  interact(state, target, {
    ...act,
    name: typed.command ?? 'goal',
    user: typed.user,
    channel: typed.channel,
  });

/** The command that the person sees there, its subcommand, and the options of that. */
function chosen(state: EmulatorState, typed: TypedCommand) {
  const command = visibleCommand(state, typed);
  const path: CommandOption[] = [];
  let options: readonly CommandOption[] = command.options;
  for (const word of (typed.verb ?? '').split(' ').filter((one) => one !== '')) {
    const next = options.find((one) => one.name === word && one.type <= optionTypes.group);
    if (next === undefined) throw new Error(`/${command.name} has no subcommand “${typed.verb}”`);
    path.push(next);
    options = next.options ?? [];
  }
  if (options.some((one) => one.type <= optionTypes.group))
    throw new Error(`/${command.name} needs a subcommand`);
  return { command, path, options };
}

/** Commands of the guild come before global ones; a command may be closed to direct conversations or to members. */
function visibleCommand(state: EmulatorState, typed: TypedCommand): Command {
  const name = typed.command ?? 'goal';
  const guild = state.guilds.get(channelOf(state, typed.channel).guild ?? '');
  const places = guild === undefined ? ['global'] : [guild.id, 'global'];
  const found = places
    .flatMap((place) => state.commands.get(place) ?? [])
    .find((one) => one['name'] === name);
  if (found === undefined) throw new Error(`no command /${name} is registered here`);
  const command = CommandSchema.parse(found);
  if (!isShown(command, guild, typed.user)) throw new Error(`/${name} does not show here to ${typed.user}`);
  return command;
}

function isShown(command: Command, guild: Guild | undefined, user: string): boolean {
  if (guild === undefined) return command.contexts?.includes(1) !== false;
  const needed = BigInt(command.default_member_permissions ?? 0);
  return command.contexts?.includes(0) !== false && (permissionsOf(guild, user) & needed) === needed;
}

function dataOf(command: Command, path: readonly CommandOption[], values: readonly Json[]): Json {
  const options = path.reduceRight<readonly Json[]>(
    (inner, part) => [{ name: part.name, type: part.type, options: inner }],
    values,
  );
  return { id: command.id, name: command.name, type: 1, options };
}

interface Resolved {
  readonly attachments: Record<string, Json>;
  readonly users: Record<string, Json>;
}

function valueJson(
  state: EmulatorState,
  channel: string,
  option: CommandOption,
  { value, resolved }: { readonly value: Value; readonly resolved: Resolved },
): Json {
  if (typeof value !== 'object') {
    if (option.type === optionTypes.user) resolved.users[String(value)] = userJson(state, String(value));
    else assertFits(option, value);
    return { name: option.name, type: option.type, value };
  }
  if (option.type !== optionTypes.attachment) throw new Error(`${option.name} takes no file`);
  const bytes = Buffer.from(value.text);
  const file = keepFile(state, channel, { name: value.file, type: 'text/plain; charset=utf-8', bytes });
  resolved.attachments[file.id] = fileJson(file);
  return { name: option.name, type: option.type, value: file.id };
}

const primitive: Readonly<Record<number, string>> = {
  [optionTypes.string]: 'string',
  [optionTypes.integer]: 'number',
  [optionTypes.boolean]: 'boolean',
  [optionTypes.number]: 'number',
  [optionTypes.channel]: 'string',
  [optionTypes.role]: 'string',
  [optionTypes.mentionable]: 'string',
};

function assertFits(option: CommandOption, value: string | number | boolean): void {
  if (typeof value !== primitive[option.type])
    throw new Error(`${option.name} does not take ${typeof value}`);
  const size = typeof value === 'string' ? lengthOf(value) : Number(value);
  const [least, most] = rangeOf(option, value);
  if (size < least || size > most) throw new Error(`${option.name} has to be between ${least} and ${most}`);
  const choices = option.choices ?? [];
  if (choices.length > 0 && choices.every((choice) => choice.value !== value))
    throw new Error(`${option.name} offers only ${choices.map((choice) => choice.value).join(', ')}`);
}

const rangeOf = (option: CommandOption, value: unknown): readonly [number, number] =>
  typeof value === 'string'
    ? [option.min_length ?? 0, option.max_length ?? 6000]
    : [option.min_value ?? -Infinity, option.max_value ?? Infinity];
