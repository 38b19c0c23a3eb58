import type { CommandSpec, OptionSpec } from '../../domain/surface/command.ts';
import type { FlagSpec } from '../../domain/verb.ts';
import type { VerbTable } from '../parse-verb.ts';
import type { Verb, VerbAction } from '../verbs/verb.ts';

/** Longest help of a command or an option, in characters. Source: https://discord.com/developers/docs/interactions/application-commands */
const longestHelp = 100;

/** Every verb, and every part of one, with the options that a surface with typed options shows; made from the table. */
export const commandsOf = ({ verbs }: Pick<VerbTable, 'verbs'>): readonly CommandSpec[] =>
  verbs.flatMap((verb) =>
    verb.actions === undefined ? [commandOf(verb)] : verb.actions.map((action) => partOf(verb, action)),
  );

const commandOf = (verb: Verb): CommandSpec => ({
  verb: verb.name,
  summary: brief(verb.summary),
  options: sorted([...targetOf(verb), ...textOf(verb), ...filesOf(verb), ...flagsOf(verb)]),
});

/** A part that only shows or removes takes none of the flags that are for a new one. */
const partOf = (verb: Verb, action: VerbAction): CommandSpec => ({
  verb: verb.name,
  part: action.name,
  summary: brief(action.summary),
  options: sorted([
    ...action.words.map((word) => wordOf(word, action)),
    ...textOf({ ...verb, text: action.text }),
    ...(action.text === 'none' ? [] : verb.flags.map(optionOf)),
  ]),
});

const text = (name: string, help: string, required: boolean): OptionSpec => ({
  name,
  kind: 'text',
  required,
  help,
});

const wordOf = (word: VerbAction['words'][number], { suggests }: VerbAction): OptionSpec =>
  word === 'CRON'
    ? text('cron', 'when: 0 3 * * * (five fields), or @daily', true)
    : { ...text('name', 'its name', true), ...(suggests === undefined ? {} : { suggests }) };

function targetOf({ goal }: Verb): OptionSpec[] {
  if (goal === 'none') return [];
  return goal === 'request'
    ? [{ ...text('request', 'what was asked: R-7K2M4Q', true), suggests: 'request' }]
    : [
        {
          ...text('goal', 'which goal: G-42; in its own thread it may be left out', false),
          suggests: 'goal',
        },
      ];
}

function textOf({ text: wanted, textName = 'TEXT', textHelp, textUnless }: Verb): OptionSpec[] {
  if (wanted === 'none') return [];
  return [text('text', brief(textHelp ?? textName), wanted === 'needed' && textUnless === undefined)];
}

const filesOf = ({ takesFiles }: Verb): OptionSpec[] =>
  takesFiles === true
    ? [{ name: 'attach', kind: 'file', required: false, help: 'a file or picture for the agent' }]
    : [];

/** A flag that says the same as the text is one option with it. */
const flagsOf = ({ flags }: Verb): OptionSpec[] => flags.filter(({ name }) => name !== 'text').map(optionOf);

const optionOf = ({ name, type, help, suggests, choices }: FlagSpec): OptionSpec => ({
  name,
  kind: type === 'list' ? 'text' : type,
  required: false,
  help: brief(help),
  ...(suggests === undefined ? {} : { suggests }),
  ...(choices === undefined ? {} : { choices }),
});

/** Platforms want what must be there first. */
const sorted = (options: readonly OptionSpec[]): readonly OptionSpec[] => [
  ...options.filter(({ required }) => required),
  ...options.filter(({ required }) => !required),
];

/** The clauses of a help that have room, from the first on. */
export function brief(help: string): string {
  if (help.length <= longestHelp) return help;
  const ends = [...help.matchAll(/; |: |, (?:or|and) |, /gu)].map(({ index }) => index);
  const end = ends.findLast((at) => at <= longestHelp && at > 20);
  return end === undefined ? `${help.slice(0, longestHelp - 1)}…` : help.slice(0, end);
}
