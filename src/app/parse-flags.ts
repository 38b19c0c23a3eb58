import type { FlagSpec, VerbAnswer } from '../domain/verb.ts';
import { oneLine } from '../text/format.ts';
import { refusal } from './answers.ts';
import { nearest } from '../text/nearest.ts';
import type { Words } from './parse-line.ts';
import type { FlagValue, Verb } from './verbs/verb.ts';

/** Takes `--name`, `--name value` or `--name=value`; phones turn `--` into a long dash. */
export function takeFlag(verb: Verb, words: Words, flags: Record<string, FlagValue>): VerbAnswer | undefined {
  const word = (words.take() ?? '').replace(/^—/, '--');
  const [name, inline] = splitOnce(word.slice(2), '=');
  const spec = verb.flags.find((flag) => flag.name === name);
  if (verb.plannedFlags?.includes(name) === true) return plannedFlag(verb, name);
  if (spec === undefined) {
    const guess = nearest(
      name,
      verb.flags.map((flag) => flag.name),
    );
    const known = verb.flags.map((flag) => `--${flag.name}`).join(' ');
    return refusal(
      'WRONG_USAGE',
      `“${verb.name}” has no flag --${oneLine(name, 40)}${guess === undefined ? '' : `; did you mean --${guess}?`}`,
      known === ''
        ? 'It takes no flags.'
        : `It takes: ${known}. Text that begins with dashes goes after “--”.`,
    );
  }
  const value = spec.type === 'switch' ? (inline ?? true) : (inline ?? words.take());
  return setFlag(spec, value, flags);
}

/** A flag that there will be. */
export const plannedFlag = (verb: Verb, name: string): VerbAnswer =>
  refusal('NOT_BUILT', `“${verb.name} --${name}” is not built yet`, `Without it: /goal help ${verb.name}.`);

function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

export function setFlag(
  spec: FlagSpec,
  value: unknown,
  flags: Record<string, FlagValue>,
): VerbAnswer | undefined {
  const typed = typedFlag(spec, value);
  if (typed === undefined)
    return refusal(
      'WRONG_USAGE',
      `--${spec.name} needs ${spec.type === 'number' ? 'a number' : 'a value'}`,
      `--${spec.name} ${spec.value ?? ''}: ${spec.help}`,
    );
  const before = flags[spec.name];
  flags[spec.name] =
    spec.type === 'list' && Array.isArray(before) && Array.isArray(typed) ? [...before, ...typed] : typed;
  return undefined;
}

/** What a flag of each type accepts; undefined for what it does not. */
const readers: Readonly<Record<FlagSpec['type'], (value: unknown) => FlagValue | undefined>> = {
  switch: (value) =>
    new Map<unknown, boolean>([
      [true, true],
      ['true', true],
      [false, false],
      ['false', false],
    ]).get(value),
  number: readNumber,
  text: (value) => (typeof value === 'string' && value !== '' ? value : undefined),
  list: readList,
};

const typedFlag = (spec: FlagSpec, value: unknown): FlagValue | undefined => readers[spec.type](value);

function readNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? number : undefined;
}

function readList(value: unknown): readonly string[] | undefined {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.length > 0 && list.every((item): item is string => typeof item === 'string' && item !== '')
    ? list
    : undefined;
}
