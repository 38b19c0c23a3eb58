import type { CommandSpec, OptionSpec } from '../../../../src/domain/surface/command.ts';

/** Discord's bounds. Source: https://discord.com/developers/docs/interactions/application-commands */
export const commandLimits = { perLevel: 25, help: 100, name: 32, total: 8000, choices: 25 } as const;

/** Types of options. Source: the same page, application command option type. */
export const optionTypes = {
  subcommand: 1,
  group: 2,
  string: 3,
  boolean: 5,
  number: 10,
  attachment: 11,
} as const;

/** Where a verb stands below `/goal`: `['status']`, `['schedule', 'add']`, `['more', 'evict']`. */
export type CommandPath = readonly [string] | readonly [string, string];

export interface PlacedCommand {
  readonly path: CommandPath;
  readonly spec: CommandSpec;
}

const moreGroup = 'more';
/** Stands at the top wherever the table has it. */
const pinned = 'help';

/**
 * Which verb stands where: verbs with parts are groups of their own, the first of the others stand at the top, the rest in
 * groups `more`, `more2`. It follows from the table alone, so what was registered and what is understood agree.
 */
export function placeCommands(specs: readonly CommandSpec[]): readonly PlacedCommand[] {
  const parted = specs.filter((spec) => spec.part !== undefined);
  const single = specs.filter((spec) => spec.part === undefined);
  const groups = new Set(parted.map(({ verb }) => verb)).size;
  const inOrder = [...single.filter(isPinned), ...single.filter((spec) => !isPinned(spec))];
  const top = inOrder.slice(0, roomAtTop(inOrder.length, groups));
  return [
    ...top.map((spec): PlacedCommand => ({ path: [spec.verb], spec })),
    ...parted.map((spec): PlacedCommand => ({ path: [spec.verb, spec.part ?? ''], spec })),
    ...inOrder.slice(top.length).map((spec, index): PlacedCommand => {
      const group = Math.floor(index / commandLimits.perLevel);
      return { path: [group === 0 ? moreGroup : `${moreGroup}${group + 1}`, spec.verb], spec };
    }),
  ];
}

const isPinned = ({ verb }: CommandSpec): boolean => verb === pinned;

/** How many verbs stand at the top beside the groups that the others need. */
function roomAtTop(singles: number, groups: number): number {
  const room = commandLimits.perLevel - groups;
  for (let more = 0; more <= room; more += 1)
    if (singles <= room - more + more * commandLimits.perLevel) return Math.min(singles, room - more);
  return 0;
}

/** The verb at a place; undefined when the table has none there (any more). */
export const commandAt = (specs: readonly CommandSpec[], path: readonly string[]): CommandSpec | undefined =>
  placeCommands(specs).find((placed) => placed.path.join(' ') === path.join(' '))?.spec;

/** What an option is to Discord. */
export const optionType = ({ kind }: OptionSpec): number =>
  ({
    text: optionTypes.string,
    number: optionTypes.number,
    switch: optionTypes.boolean,
    file: optionTypes.attachment,
  })[kind];
