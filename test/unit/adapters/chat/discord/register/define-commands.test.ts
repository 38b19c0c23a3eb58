import { describe, expect, it } from 'vitest';
import {
  commandAt,
  commandLimits,
  placeCommands,
} from '../../../../../../adapters/chat/discord/register/command-tree.ts';
import { defineCommands, sizeOf } from '../../../../../../adapters/chat/discord/register/define-commands.ts';
import { readCommand } from '../../../../../../adapters/chat/discord/receive/interact/read-command.ts';
import { commandsOf } from '../../../../../../src/app/desk/commands-of.ts';
import { verbTable } from '../../../../../../src/app/verbs/table.ts';
import type { CommandSpec } from '../../../../../../src/domain/surface/command.ts';
import { commandWrongs } from '../../../../../support/discord-emulator/checks/check-command.ts';

const specs = commandsOf(verbTable);

describe('/goal in Discord', () => {
  it('has every verb of the table, each at one place, where what is typed is understood', () => {
    const placed = placeCommands(specs);
    expect(placed.map(({ spec }) => spec)).toHaveLength(specs.length);
    expect(new Set(placed.map(({ path }) => path.join(' '))).size).toBe(specs.length);
    const [command] = defineCommands(specs);
    for (const { path, spec } of placed) {
      const [first, second] = path;
      const top = command?.options.find(({ name }) => name === first);
      const leaf = second === undefined ? top : top?.options?.find(({ name }) => name === second);
      expect(leaf?.options?.map(({ name }) => name)).toEqual(
        expect.arrayContaining(spec.options.map(({ name }) => name)),
      );
      const inner = { type: 1, name: second ?? first, options: [] };
      const options = second === undefined ? [inner] : [{ type: 2, name: first, options: [inner] }];
      expect(readCommand(specs, { name: 'goal', options })?.spec).toEqual(spec);
    }
  });

  it('keeps every limit of Discord, with its helps as long as there is room', () => {
    const commands = defineCommands(specs);
    expect(commands.flatMap(commandWrongs)).toEqual([]);
    expect(commands).toHaveLength(1);
    expect(sizeOf(commands[0] ?? {})).toBeGreaterThan(4000);
  });

  it('keeps them with many more verbs, and finds each all the same', () => {
    const many: CommandSpec[] = Array.from({ length: 70 }, (_, index) => ({
      verb: `verb${index}`,
      summary: 'what it does '.repeat(30),
      options: Array.from({ length: 12 }, (__, option) => ({
        name: `option-${option}`,
        kind: 'text',
        required: option > 9,
        help: 'what it is for '.repeat(20),
      })),
    }));
    const withParts = [...many, { ...many[0], verb: 'schedule', part: 'add', summary: '', options: [] }];
    expect(withParts.every((spec) => placeCommands(withParts).some((placed) => placed.spec === spec))).toBe(
      true,
    );
    const [command] = defineCommands(withParts.slice(0, 40));
    expect(commandWrongs(command).filter(({ code }) => code !== 'APPLICATION_COMMAND_TOO_LARGE')).toEqual([]);
    expect(command?.options.length).toBeLessThanOrEqual(commandLimits.perLevel);
  });

  it('knows nothing at a place that the table does not have', () => {
    expect(commandAt(specs, ['schedule'])).toBeUndefined();
    expect(commandAt(specs, ['nothing', 'here'])).toBeUndefined();
    expect(readCommand(specs, { name: 'other', options: [] })).toBeUndefined();
    expect(defineCommands([])).toEqual([]);
  });
});
