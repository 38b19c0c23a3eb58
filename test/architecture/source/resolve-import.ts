import { isBuiltin } from 'node:module';
import { posix } from 'node:path';

/** Where an import leads. */
export type Target =
  | { kind: 'file'; path: string }
  | { kind: 'builtin'; name: string; prefixed: boolean }
  | { kind: 'package'; name: string };

/** Reads a specifier as Node would, without looking at the disk. */
export function resolveImport(from: string, specifier: string): Target {
  if (/^\.{0,2}\//.test(specifier)) {
    return { kind: 'file', path: posix.join(posix.dirname(from), specifier) };
  }
  if (isBuiltin(specifier)) {
    const name = specifier.replace(/^node:/, '');
    return { kind: 'builtin', name, prefixed: name !== specifier };
  }
  return { kind: 'package', name: packageOf(specifier) };
}

/** `@slack/bolt/dist/x.js` → `@slack/bolt`; `vitest/node` → `vitest`. */
const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
