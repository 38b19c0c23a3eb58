import { posix } from 'node:path';
import type { ModuleFacts } from '../source/parse-module.ts';
import { resolveImport } from '../source/resolve-import.ts';

type Modules = ReadonlyMap<string, ModuleFacts>;

/** `src/policy/backoff.ts` → `test/unit/policy/backoff.test.ts`; adapters keep their first folder. */
export const mirrorOf = (file: string): string =>
  `test/unit/${file.replace(/^src\//, '').replace(/\.[cm]?[jt]s$/, '')}.test.ts`;

/**
 * Whether a unit test stands where one looks for it: under the file's own name, under a name that starts with it
 * (`backoff-….test.ts`), or beside that place in a test that imports the file itself.
 */
export function hasMirror(file: string, modules: Modules): boolean {
  const mirror = mirrorOf(file);
  const stem = mirror.replace(/\.test\.ts$/, '');
  return [...modules.values()]
    .filter(({ path }) => path.endsWith('.test.ts') && posix.dirname(path) === posix.dirname(mirror))
    .some((test) => test.path === mirror || test.path.startsWith(`${stem}-`) || filesOf(test).includes(file));
}

/** Whether a test comes to a file through imports, at any distance. */
export function reaches(test: string, file: string, modules: Modules, visited = new Set<string>()): boolean {
  const module = modules.get(test);
  if (!module || visited.has(test)) return false;
  visited.add(test);
  const next = filesOf(module);
  return next.includes(file) || next.some((path) => reaches(path, file, modules, visited));
}

const filesOf = (module: ModuleFacts): readonly string[] =>
  module.imports.flatMap(({ specifier }) => {
    const target = specifier === undefined ? undefined : resolveImport(module.path, specifier);
    return target?.kind === 'file' ? [target.path] : [];
  });
