import type { Request } from '../../../../../src/domain/verb.ts';
import type { DiscordState } from '../../discord-state.ts';
import type { Asked } from './interaction.ts';
import type { Meaning } from './meaning.ts';
import { readCommand, type TypedCommand } from './read-command.ts';
import { deferred } from './respond.ts';
import { showForm } from './show-form.ts';

/** Verbs whose text is long: typed without anything they open a form. */
const formVerbs: readonly string[] = ['run', 'draft'];

/** A typed command: a request, or the form that asks for what was left out. */
export async function meaningOfCommand(discord: DiscordState, asked: Asked): Promise<Meaning | undefined> {
  const typed = readCommand(discord.options.desk?.commands ?? [], asked.interaction.data);
  if (typed === undefined) return undefined;
  const nothingGiven = Object.keys(typed.values).length === 0 && typed.attachments.length === 0;
  if (nothingGiven && formVerbs.includes(typed.spec.verb)) {
    const form = await showForm(discord, `form/${typed.spec.verb}`, asked);
    if (form !== undefined) return { is: 'response', response: form };
  }
  return {
    is: 'request',
    request: requestOf(typed),
    first: deferred,
    ...(typed.attachments.length === 0 ? {} : { attachments: typed.attachments }),
  };
}

/** Options bear the flags' names, the handle is `goal`, free text is `text`. */
function requestOf({ spec, values }: TypedCommand): Request {
  const { goal, text, ...flags } = values;
  return {
    form: 'fields',
    verb: spec.verb,
    ...(spec.part === undefined ? {} : { part: spec.part }),
    ...(goal === undefined ? {} : { goal: String(goal) }),
    ...(text === undefined ? {} : { text: String(text) }),
    flags,
  };
}
