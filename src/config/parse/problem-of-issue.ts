import type { z } from 'zod';
import type { Problem } from '../config.ts';
import { isKeyNotBuilt, isValueNotBuilt } from '../schema/not-built.ts';
import { keysAt } from '../schema/schema-node.ts';
import { nearest } from '../../text/nearest.ts';
import { showValue } from './show-value.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** A problem together with where it is, so that the rest can be looked at without it. */
export interface LocatedProblem {
  readonly at: Path;
  readonly problem: Problem;
}

const seeDocument = 'See docs/configuration.md.';

/** What people read for one complaint of the schema: one problem per unknown key, else one. */
export function problemsOfIssue(issue: Issue, file: unknown, prefix: Path = []): readonly LocatedProblem[] {
  const path = [...prefix, ...issue.path];
  const value = valueAt(file, path);
  if (isValueNotBuilt(path, value)) return [located(path, value, notBuilt(`${JSON.stringify(value)} is`))];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey([...path, key], file));
  if (issue.code === 'invalid_union') return problemsOfUnion(issue, file, path);
  if (issue.code === 'invalid_key')
    return [
      located(path, undefined, {
        message: issue.issues[0]?.message ?? issue.message,
        hint: 'Choose another name.',
      }),
    ];
  return [located(path, value, { message: messageOf(issue, value), hint: hintOf(issue, value) })];
}

interface Words {
  readonly code?: Problem['code'];
  readonly message: string;
  readonly hint: string;
}

function located(
  path: Path,
  value: unknown,
  { code = 'CONFIG_INVALID', message, hint }: Words,
): LocatedProblem {
  const shown = showValue(path, value);
  const problem = { code, path: pathText(path), message, hint };
  return { at: path, problem: shown === undefined ? problem : { ...problem, value: shown } };
}

const notBuilt = (what: string): Words => ({
  code: 'NOT_BUILT',
  message: `${what} not built yet`,
  hint: 'This version cannot do it. Take it out; nothing is ignored silently.',
});

function unknownKey(path: Path, file: unknown): LocatedProblem {
  const value = valueAt(file, path);
  if (isKeyNotBuilt(path)) return located(path, value, notBuilt('this key is'));
  const known = keysAt(path.slice(0, -1));
  const guess = nearest(String(path.at(-1)), known);
  const hint = guess === undefined ? `Known keys here: ${known.join(', ')}.` : `Did you mean “${guess}”?`;
  return located(path, value, { message: 'is not a known key', hint });
}

/** The branch of the union that the value was probably meant for: the one whose complaint is about something inside it. */
function problemsOfUnion(
  issue: z.core.$ZodIssueInvalidUnion,
  file: unknown,
  path: Path,
): readonly LocatedProblem[] {
  const branches: readonly (readonly Issue[])[] = issue.errors;
  const meant = branches.find((branch) =>
    branch.some((inner) => inner.path.length > 0 || isAboutKeys(inner)),
  );
  if (meant !== undefined) return meant.flatMap((inner) => problemsOfIssue(inner, file, path));
  const value = valueAt(file, path);
  return [located(path, value, { message: messageOf(issue, value), hint: seeDocument })];
}

const isAboutKeys = (issue: Issue): boolean => issue.code === 'unrecognized_keys';

function messageOf(issue: Issue, value: unknown): string {
  if (value === undefined && issue.code !== 'custom') return 'is missing';
  if (issue.code === 'invalid_type')
    return `must be ${nounOf(issue.expected)}, not ${nounOf(typeName(value))}`;
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.map(String).join(', ')}`;
  if (issue.code === 'invalid_union' && 'options' in issue && issue.options !== undefined)
    return `must be one of ${issue.options.map(String).join(', ')}`;
  return issue.message;
}

function hintOf(issue: Issue, value: unknown): string {
  if (issue.code !== 'invalid_value' || typeof value !== 'string') return seeDocument;
  const guess = nearest(value, issue.values.map(String));
  return guess === undefined ? seeDocument : `Did you mean “${guess}”?`;
}

const typeName = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;

function nounOf(type: string): string {
  const nouns: Readonly<Record<string, string>> = {
    string: 'a text',
    number: 'a number',
    int: 'a whole number',
    boolean: 'true or false',
    object: 'an object',
    record: 'an object',
    array: 'a list',
    null: 'null',
  };
  return nouns[type] ?? type;
}

/** `projects.app.accept.0.kind`; a name with a dot in it is put in brackets: `projects["my.app"].source`. */
export function pathText(path: Path): string {
  if (path.length === 0) return '(the file)';
  return path
    .map((part, index) => {
      const name = String(part);
      if (name.includes('.')) return `[${JSON.stringify(name)}]`;
      return index === 0 ? name : `.${name}`;
    })
    .join('');
}

export function valueAt(file: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, part)
        ? Reflect.get(value, part)
        : undefined,
    file,
  );
}
