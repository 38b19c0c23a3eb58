import { usageOf, type VerbTable } from './parse-verb.ts';
import type { Verb } from './verbs/verb.ts';

/** The page about every verb, in Markdown, made from the table that makes everything else. */
export function describeVerbs(table: VerbTable): string {
  return [
    '# Commands',
    '',
    'Made from the verb table; a test keeps it true. `/goal VERB …` in Slack, `/goal VERB` with typed options in Discord, `!VERB …`',
    'as a reply in a goal’s thread, `drover goal VERB …` in a shell, `POST /api/verbs/VERB` over HTTP (flags are the keys of `flags`).',
    'Buttons and forms ask for the same verbs; another test holds that all of them do the same.',
    '',
    'Flags and the handle come first; everything after them is the text, exactly as typed. `--` ends the flags. A handle is',
    '`G-42`, `g-42` or `42`; in the goal’s own thread it may be left out, and a bare number belongs to the text.',
    'In Discord the handle is the option `goal`, the text is `text`, a request is `request`, and flags bear their names without dashes.',
    'What a goal asks people has an id such as `R-7K2M4Q`, which its notice and `status` show; over HTTP it is the key',
    '`request` of `flags`.',
    '',
    ...table.verbs.flatMap(section),
    '## Not built yet',
    '',
    `These names are reserved and answer \`NOT_BUILT\`: ${table.planned.map((name) => `\`${name}\``).join(' ')}.`,
    '',
  ].join('\n');
}

function section(verb: Verb): string[] {
  const others = verb.othersRole === undefined ? '' : `, *${verb.othersRole}* on other people’s goals`;
  const aliases =
    verb.aliases === undefined ? '' : ` Also called ${verb.aliases.map((name) => `\`${name}\``).join(', ')}.`;
  const parts = (verb.actions ?? []).map(
    ({ name, words, summary }) => `- \`${[verb.name, name, ...words].join(' ')}\`: ${summary}`,
  );
  const flags = verb.flags.map(
    (flag) =>
      `- \`--${flag.name}${flag.type === 'switch' ? '' : ` ${flag.value ?? 'VALUE'}`}\`: ${flag.help}`,
  );
  return [
    `## ${verb.name}`,
    '',
    `\`${usageOf(verb)}\``,
    '',
    `${verb.summary[0]?.toUpperCase()}${verb.summary.slice(1)}. Needs the role *${verb.role}*${others}.${aliases}`,
    '',
    ...(parts.length > 0 ? [...parts, ''] : []),
    ...(flags.length > 0 ? [...flags, ''] : []),
  ];
}
