import { lengthOf } from './length-of.ts';
import type { EmulatorState } from '../state/emulator-state.ts';
import type { Violation } from '../state/records.ts';
import type { Json } from '../state/things.ts';

/** One field that Discord refuses; `path` is dotted, such as `embeds.0.title`. */
export interface Wrong {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/** A text that has to have between `min` and `max` characters; absent texts are fine unless `min` says otherwise. */
export function textWrong(path: string, value: unknown, max: number, min = 0): readonly Wrong[] {
  const length = typeof value === 'string' ? lengthOf(value) : 0;
  if (length > max)
    return [{ path, code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${max} or fewer in length.` }];
  if (length < min) return [{ path, code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }];
  return [];
}

/** A list that has to have between `min` and `max` entries. */
export function listWrong(path: string, count: number, max: number, min = 0): readonly Wrong[] {
  if (count <= max && count >= min) return [];
  return [{ path, code: 'BASE_TYPE_BAD_LENGTH', message: `Must be between ${min} and ${max} in length.` }];
}

export const wrong = (path: string, code: string, message: string): readonly Wrong[] => [
  { path, code, message },
];

/** The tree of details that comes with 50035. Source: https://discord.com/developers/docs/reference#error-messages */
export function detailsOf(all: readonly Wrong[]): Json {
  const tree: Record<string, unknown> = {};
  for (const { path, code, message } of all) {
    let node = tree;
    for (const part of path.split('.')) {
      node[part] ??= {};
      node = node[part] as Record<string, unknown>;
    }
    node['_errors'] = [...((node['_errors'] as Json[] | undefined) ?? []), { code, message }];
  }
  return tree;
}

/** Remembers something that must not happen. */
export function note(state: EmulatorState, violation: Violation): void {
  state.violations.push(violation);
}

/** Remembers refused fields as violated limits. */
export function noteWrongs(state: EmulatorState, all: readonly Wrong[], channel?: string): void {
  for (const one of all)
    note(state, { kind: 'limit', detail: `${one.path}: ${one.message} (${one.code})`, channel });
}
