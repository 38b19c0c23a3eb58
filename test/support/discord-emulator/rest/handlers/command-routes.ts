import { commandWrongs, CommandSchema, type Command } from '../../checks/check-command.ts';
import { note, wrong, type Wrong } from '../../checks/wrong.ts';
import { nextId } from '../../state/emulator-state.ts';
import type { Json } from '../../state/things.ts';
import {
  bodyOf,
  errors,
  invalidForm,
  isAnswer,
  noContent,
  ok,
  type Call,
  type RestAnswer,
} from '../rest-answer.ts';

/** Where the commands of a request lie: `global`, or a guild. */
function placeOf({ state, params }: Call): string | RestAnswer {
  if (params['application'] !== state.applicationId) return errors.missingAccess;
  const { guild } = params;
  if (guild === undefined) return 'global';
  return state.guilds.has(guild) ? guild : errors.missingAccess;
}

/** GET …/commands */
export function listCommands(call: Call): RestAnswer {
  const place = placeOf(call);
  return typeof place === 'string' ? ok(call.state.commands.get(place) ?? []) : place;
}

/** PUT …/commands: replaces all; commands of the same name keep their id. */
export function overwriteCommands(call: Call): RestAnswer {
  const place = placeOf(call);
  if (typeof place !== 'string') return place;
  if (!Array.isArray(call.body)) return errors.invalidJson;
  const refused = checked(call, call.body);
  if (refused !== undefined) return refused;
  const earlier = call.state.commands.get(place) ?? [];
  const commands = call.body.map((one) => stored(call, place, CommandSchema.parse(one), earlier));
  call.state.commands.set(place, commands);
  return ok(commands);
}

/** POST …/commands: creates one, or replaces the one of the same name. */
export function createCommand(call: Call): RestAnswer {
  const place = placeOf(call);
  if (typeof place !== 'string') return place;
  const earlier = call.state.commands.get(place) ?? [];
  const others = earlier.filter((one) => one['name'] !== bodyOf(call)['name']);
  const refused = checked(call, [...others, call.body]);
  if (refused !== undefined) return refused;
  const command = stored(call, place, CommandSchema.parse(call.body), earlier);
  call.state.commands.set(place, [...others, command]);
  return { status: others.length === earlier.length ? 201 : 200, body: command };
}

/** DELETE …/commands/:command */
export function deleteCommand(call: Call): RestAnswer {
  const place = placeOf(call);
  if (typeof place !== 'string') return place;
  const earlier = call.state.commands.get(place) ?? [];
  const others = earlier.filter((one) => one['id'] !== call.params['command']);
  call.state.commands.set(place, others);
  return others.length === earlier.length ? errors.unknownCommand : noContent;
}

function checked(call: Call, commands: readonly unknown[]): RestAnswer | undefined {
  const all = [
    ...commands.flatMap((one, at) =>
      commandWrongs(one).map((field): Wrong => ({ ...field, path: `${at}.${field.path}` })),
    ),
    ...(commands.length > 100
      ? wrong('_', 'APPLICATION_COMMANDS_MAX', 'Maximum number of application commands reached (100).')
      : []),
    ...duplicates(commands),
  ];
  if (all.length === 0) return undefined;
  for (const one of all)
    note(call.state, { kind: 'bad-command', detail: `${one.path}: ${one.message} (${one.code})` });
  const answer = invalidForm(call.state, all);
  return isAnswer(answer) ? answer : undefined;
}

function duplicates(commands: readonly unknown[]): readonly Wrong[] {
  const names = commands.map((one) => CommandSchema.safeParse(one).data?.name);
  return new Set(names).size === names.length
    ? []
    : wrong('_', 'APPLICATION_COMMANDS_DUPLICATE_NAME', 'Application command names must be unique');
}

function stored(call: Call, place: string, command: Command, earlier: readonly Json[]): Json {
  const known = earlier.find((one) => one['name'] === command.name && one['type'] === command.type);
  return {
    ...command,
    id: known?.['id'] ?? nextId(call.state),
    application_id: call.state.applicationId,
    version: nextId(call.state),
    default_member_permissions: command.default_member_permissions ?? null,
    nsfw: false,
    ...(place === 'global' ? {} : { guild_id: place }),
  };
}
