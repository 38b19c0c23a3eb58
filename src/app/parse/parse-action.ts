import type { VerbAnswer } from '../../domain/verb.ts';
import { nearest } from '../../text/nearest.ts';
import { oneLine } from '../../text/format.ts';
import { refusal } from '../answers.ts';
import { takeFlag } from '../parse-flags.ts';
import type { Words } from '../parse-line.ts';
import type { ActionCall, FlagValue, Verb, VerbAction } from '../verbs/verb.ts';

/**
 * Takes off which part of a verb is meant, and the words and flags before its text. What is left is the text.
 * @param flags filled in
 */
export function takeAction(
  verb: Verb,
  words: Words,
  flags: Record<string, FlagValue>,
): ActionCall | VerbAnswer {
  let action: VerbAction | undefined;
  const taken: string[] = [];
  for (let word = words.peek(); word !== undefined; word = words.peek()) {
    if (/^(?:--|—)[a-z]/.test(word)) {
      const problem = takeFlag(verb, words, flags);
      if (problem !== undefined) return problem;
    } else if (action === undefined) {
      action = actionNamed(verb, word);
      if (action === undefined) return unknownAction(verb, word);
      if (action.name === word.toLowerCase()) words.take();
    } else if (taken.length < action.words.length) {
      taken.push(action.words[taken.length] === 'CRON' ? takeCron(words) : (words.take() ?? ''));
    } else break;
  }
  return complete(verb, action ?? verb.actions?.[0], taken);
}

/** `schedule nightly` is `schedule show nightly`. */
const actionNamed = (verb: Verb, word: string): VerbAction | undefined =>
  verb.actions?.find(({ name }) => name === word.toLowerCase()) ??
  verb.actions?.find(({ name }) => name === 'show' && !isSlip(verb, word));

/** `ad` is more likely a slip of the pen than a name. */
function isSlip(verb: Verb, word: string): boolean {
  const names = (verb.actions ?? []).map(({ name }) => name);
  return nearest(word.toLowerCase(), names) !== undefined;
}

/** Five fields; a shell has taken the quotes off them when they were quoted. */
function takeCron(words: Words): string {
  const first = words.take() ?? '';
  if (first.startsWith('@') || /\s/.test(first)) return first;
  const fields = [first];
  while (fields.length < 5 && words.peek() !== undefined) fields.push(words.take() ?? '');
  return fields.join(' ');
}

/** The part that was named, its words from the fields `name` and `cron`. */
export function fieldAction(
  verb: Verb,
  part: string,
  given: Readonly<Record<string, unknown>>,
): ActionCall | VerbAnswer {
  const action = verb.actions?.find(({ name }) => name === part);
  if (action === undefined) return unknownAction(verb, part);
  const words = action.words.map((word) => given[word.toLowerCase()]);
  return complete(
    verb,
    action,
    words.filter((word): word is string => typeof word === 'string' && word !== ''),
  );
}

function complete(
  verb: Verb,
  action: VerbAction | undefined,
  words: readonly string[],
): ActionCall | VerbAnswer {
  if (action !== undefined && words.length === action.words.length) return { name: action.name, words };
  const missing = action?.words.slice(words.length).join(' and ') ?? '';
  return refusal(
    'TEXT_REQUIRED',
    `“${verb.name} ${action?.name ?? ''}” needs ${missing}`,
    `Write: /goal ${verb.name} ${action?.name ?? ''} ${action?.words.join(' ') ?? ''}`,
  );
}

function unknownAction(verb: Verb, word: string): VerbAnswer {
  const names = (verb.actions ?? []).map(({ name }) => name);
  const guess = nearest(word.toLowerCase(), names);
  return refusal(
    'WRONG_USAGE',
    `“${verb.name}” does not know “${oneLine(word, 40)}”${guess === undefined ? '' : `; did you mean “${guess}”?`}`,
    `It knows: ${names.join(', ')}.`,
  );
}
