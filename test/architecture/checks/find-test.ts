import { posix } from 'node:path';
import type { ModuleFacts } from '../source/parse-module.ts';
import { resolveImport } from '../source/resolve-import.ts';

type Modules = ReadonlyMap<string, ModuleFacts>;

/** `src/policy/backoff.ts` → `test/unit/policy/backoff.test.ts`; adapters keep their first folder. */
export const mirrorOf = (file: string): string =>
  `test/unit/${file.replace(/^src\//, '').replace(/\.[cm]?[jt]s$/, '')}.test.ts`;

/**
 * Whether tests stand where one looks for them. For what decides (`src/`): under the file's own name, under a name that
 * starts with it (`backoff-….test.ts`), or beside that place in a test that imports the file itself.
 * For the helpers of adapters it is enough that a unit or contract test comes to them.
 */
export function hasTest(file: string, modules: Modules): boolean {
  const tests = [...modules.keys()].filter((path) => path.endsWith('.test.ts'));
  if (file.startsWith('adapters/')) {
    return tests
      .filter((path) => /^test\/(?:unit|contract)\//.test(path))
      .some((test) => reaches(test, file, modules));
  }
  const mirror = mirrorOf(file);
  const stem = mirror.replace(/\.test\.ts$/, '');
  return tests
    .filter((test) => posix.dirname(test) === posix.dirname(mirror))
    .some(
      (test) => test === mirror || test.startsWith(`${stem}-`) || importsOf(test, modules).includes(file),
    );
}

/** Whether a test comes to a file through imports, at any distance. */
export function reaches(test: string, file: string, modules: Modules, visited = new Set<string>()): boolean {
  if (visited.has(test)) return false;
  visited.add(test);
  const next = importsOf(test, modules);
  return next.includes(file) || next.some((path) => reaches(path, file, modules, visited));
}

const importsOf = (path: string, modules: Modules): readonly string[] =>
  (modules.get(path)?.imports ?? []).flatMap(({ specifier }) => {
    const target = specifier === undefined ? undefined : resolveImport(path, specifier);
    return target?.kind === 'file' ? [target.path] : [];
  });
