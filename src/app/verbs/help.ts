import { oneLine } from '../../text/format.ts';
import type { Block } from '../../domain/surface/content.ts';
import type { VerbAnswer } from '../../domain/verb.ts';
import { answer, refusal, small, text } from '../answers.ts';
import { nearest } from '../../text/nearest.ts';
import { usageOf } from '../parse-verb.ts';
import type { Verb } from './verb.ts';

/** Help is made from the same table as everything else. */
export const createHelpVerb = (verbs: () => readonly Verb[]): Verb => ({
  name: 'help',
  role: 'view',
  goal: 'none',
  text: 'optional',
  textName: 'VERB',
  flags: [],
  summary: 'every verb, or one in detail',
  handle: async (_world, call) => (call.text === '' ? overview(verbs()) : detail(verbs(), call.text)),
});

function overview(verbs: readonly Verb[]): VerbAnswer {
  const rows = verbs.map((verb) => text({ bold: verb.name }, ` — ${verb.summary}`));
  const foot = small(
    'Slack’s slash commands do not work inside threads: type /goal VERB G-1 in the channel, or !VERB in the goal’s thread. /goal help VERB tells more.',
  );
  return answer('What you can ask', [...rows, foot], {
    data: { verbs: verbs.map(({ name, summary }) => ({ name, summary })) },
  });
}

function detail(verbs: readonly Verb[], name: string): VerbAnswer {
  const word = name.split(/\s/, 1)[0]?.toLowerCase() ?? '';
  const verb = verbs.find((candidate) => candidate.name === word || candidate.aliases?.includes(word));
  if (verb === undefined) {
    const guess = nearest(
      word,
      verbs.map((candidate) => candidate.name),
    );
    return refusal(
      'VERB_UNKNOWN',
      `There is no verb “${oneLine(word, 60)}”.${guess === undefined ? '' : ` Did you mean “${guess}”?`}`,
      '/goal help shows every verb.',
    );
  }
  const flags: Block[] = verb.flags.map((flag) =>
    text(
      { code: `--${flag.name}${flag.type === 'switch' ? '' : ` ${flag.value ?? 'VALUE'}`}` },
      ` ${flag.help}`,
    ),
  );
  const others = verb.othersRole === undefined ? '' : `; “${verb.othersRole}” on other people’s goals`;
  const parts = (verb.actions ?? []).map(({ name: part, words, summary }) =>
    text({ code: [verb.name, part, ...words].join(' ') }, ` ${summary}`),
  );
  return answer(`/goal ${verb.name}`, [
    text({ code: `/goal ${usageOf(verb)}` }),
    text(verb.summary),
    ...parts,
    ...flags,
    small(`Needs the role “${verb.role}”${others}.`),
  ]);
}
