import type { Fields } from '../../cli/json-fields.ts';
import { textAt } from '../../cli/json-fields.ts';

/** Where tools keep what a person wants to know, most telling first. */
const tellingKeys = [
  'command',
  'file_path',
  'notebook_path',
  'path',
  'pattern',
  'url',
  'query',
  'description',
];
const longest = 200;

/** The path, command or question of a tool call on one line; empty when it has none of these. */
export function describeCall(input: Fields): string {
  const key = tellingKeys.find((name) => textAt(input, name) !== undefined);
  const text = key === undefined ? '' : (textAt(input, key) ?? '');
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}

/** A path inside the agent's working directory as people write it there. */
export const relativeTo = (cwd: string | undefined, what: string): string =>
  cwd !== undefined && what.startsWith(`${cwd}/`) ? what.slice(cwd.length + 1) : what;
