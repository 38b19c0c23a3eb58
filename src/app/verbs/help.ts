import type { Block, Span } from '../../domain/surface/content.ts';
import type { Origin } from '../../domain/origin.ts';
import type { FlagSpec, VerbAnswer } from '../../domain/verb.ts';
import { oneLine } from '../../text/format.ts';
import { nearest } from '../../text/nearest.ts';
import { answer, refusal, small, text } from '../answers.ts';
import { usageOf } from '../parse-verb.ts';
import type { Verb } from './verb.ts';

type Platform = Origin['platform'];

/** Help is made from the same table as everything else. */
export const createHelpVerb = (verbs: () => readonly Verb[]): Verb => ({
  name: 'help',
  role: 'view',
  goal: 'none',
  text: 'optional',
  textName: 'VERB',
  textHelp: 'the verb that you want to know more of',
  flags: [],
  summary: 'every verb, or one in detail',
  handle: async (_world, { text: wanted, message }) => {
    const { platform } = message.place;
    return wanted === '' ? overview(verbs(), platform) : detail(verbs(), wanted, platform);
  },
});

/** What people need every day; everything else is named below. */
const groups: readonly { readonly title: string; readonly verbs: readonly string[] }[] = [
  { title: 'Start', verbs: ['run', 'draft'] },
  { title: 'Follow', verbs: ['list', 'status', 'logs', 'diff', 'cost'] },
  { title: 'Steer', verbs: ['say', 'pause', 'resume', 'stop', 'cancel', 'continue', 'retry'] },
  { title: 'Decide', verbs: ['answer', 'approve', 'deny', 'budget'] },
];

/** One page of a phone: a line for what is needed every day, a name for everything else. */
function overview(verbs: readonly Verb[], platform: Platform): VerbAnswer {
  const everyDay = groups.flatMap((group) => group.verbs);
  const blocks = groups.map(({ title, verbs: names }) =>
    text(
      { bold: title },
      ...verbs
        .filter(({ name }) => names.includes(name))
        .toSorted(byOrder(names))
        .flatMap(verbLine),
    ),
  );
  const others = verbs.filter(({ name }) => !everyDay.includes(name)).map(({ name }) => name);
  return answer(
    'What you can ask',
    [...blocks, text({ bold: 'More' }, `\n${others.join(' · ')}`), small(howTo[platform])],
    {
      data: { verbs: verbs.map(({ name, summary }) => ({ name, summary })) },
    },
  );
}

const byOrder =
  (names: readonly string[]) =>
  (one: Verb, other: Verb): number =>
    names.indexOf(one.name) - names.indexOf(other.name);

/** The first clause says enough. */
const verbLine = ({ name, summary }: Verb): Span[] => [
  '\n',
  { bold: name },
  ` ${summary.split(/[:;,]/u, 1)[0] ?? ''}`,
];

const shell = 'In a shell: drover goal VERB …; drover goal help VERB tells more.';

/** How one asks, where the person is. */
const howTo: Readonly<Record<Platform, string>> = {
  slack:
    'Slack’s slash commands do not work inside threads: type /goal VERB G-1 in the channel, or !VERB in the goal’s thread. /goal help VERB tells more.',
  discord:
    'Type /goal and choose: what can be filled in completes itself. In a goal’s thread also !VERB. /goal help with a verb as its text tells more.',
  github: 'Write /goal VERB in a comment. /goal help VERB tells more.',
  console: shell,
  local: shell,
  trigger: shell,
};

function detail(verbs: readonly Verb[], name: string, platform: Platform): VerbAnswer {
  const word = name.split(/\s/, 1)[0]?.toLowerCase() ?? '';
  const verb = verbs.find((candidate) => candidate.name === word || candidate.aliases?.includes(word));
  if (verb === undefined) return noVerb(verbs, word);
  const others = verb.othersRole === undefined ? '' : `; “${verb.othersRole}” on other people’s goals`;
  return answer(`${commandOf[platform]} ${verb.name}`, [
    ...(platform === 'discord' ? [] : [text({ code: `${commandOf[platform]} ${usageOf(verb)}` })]),
    text(verb.summary),
    ...partLines(verb),
    ...verb.flags.map((flag) => flagLine(flag, platform)),
    small(`Needs the role “${verb.role}”${others}.`),
  ]);
}

const commandOf: Readonly<Record<Platform, string>> = {
  slack: '/goal',
  discord: '/goal',
  github: '/goal',
  console: 'drover goal',
  local: 'drover goal',
  trigger: 'drover goal',
};

const partLines = ({ name, actions = [] }: Verb): Block[] =>
  actions.map((action) =>
    text({ code: [name, action.name, ...action.words].join(' ') }, ` ${action.summary}`),
  );

/** Where options are filled in, they bear the flags’ names without dashes. */
function flagLine({ name, type, value = 'VALUE', help }: FlagSpec, platform: Platform): Block {
  const typed = `--${name}${type === 'switch' ? '' : ` ${value}`}`;
  return text({ code: platform === 'discord' ? name : typed }, ` ${help}`);
}

function noVerb(verbs: readonly Verb[], word: string): VerbAnswer {
  const names = verbs.map(({ name }) => name);
  const guess = nearest(word, names);
  return refusal(
    'VERB_UNKNOWN',
    `There is no verb “${oneLine(word, 60)}”.${guess === undefined ? '' : ` Did you mean “${guess}”?`}`,
    '/goal help shows every verb.',
  );
}
