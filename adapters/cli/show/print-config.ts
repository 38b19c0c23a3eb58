import { visibleText } from '../../../src/log/visible-text.ts';
import type { Output } from '../terminal.ts';

export interface ShownConfig {
  /** Plain data, secrets masked. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly notices: readonly string[];
}

/** What `drover config` prints: one line per value, easy to read and to grep; or one JSON object. */
export function printConfig({ values, notices }: ShownConfig, output: Output, json: boolean): void {
  if (json) output.write(`${JSON.stringify({ ...values, notices }, null, 2)}\n`);
  else output.write(lines(values, notices));
}

function lines(values: Readonly<Record<string, unknown>>, notices: readonly string[]): string {
  const rows = Object.entries(values)
    .filter(([key]) => key !== 'notices')
    .flatMap(([key, value]) => rowsOf(key, value));
  const width = Math.min(Math.max(...rows.map(([path]) => path.length), 0), 44);
  const table = rows.map(([path, text]) => `${path.padEnd(width)}  ${text}\n`);
  return [...table, ...notices.map((notice) => `notice: ${visibleText(notice)}\n`)].join('');
}

function rowsOf(path: string, value: unknown): readonly (readonly [string, string])[] {
  if (typeof value !== 'object' || value === null) return [[path, textOf(value)]];
  const entries = Object.entries(value);
  if (entries.length === 0) return [[path, Array.isArray(value) ? '[]' : '{}']];
  if (Array.isArray(value) && value.every((item) => typeof item === 'string'))
    return [[path, value.map(visibleText).join(', ')]];
  return entries.flatMap(([key, inner]) => rowsOf(`${path}.${key}`, inner));
}

const textOf = (value: unknown): string =>
  visibleText(typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).replaceAll('\n', ' ');
