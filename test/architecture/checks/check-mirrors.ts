import type { Exceptions } from '../exceptions.ts';
import type { Room } from '../rooms.ts';
import { hasTest, mirrorOf, reaches } from './find-test.ts';
import { roomOf } from './check-imports.ts';
import { impurities } from './check-syntax.ts';
import type { ModuleFacts } from '../source/parse-module.ts';
import { resolveImport } from '../source/resolve-import.ts';
import type { Violation } from './violation.ts';

type Modules = ReadonlyMap<string, ModuleFacts>;

/** Pure functions have a unit test where everybody looks for it, or a line in exceptions.ts that says where else. */
export function checkMirrors(
  modules: readonly ModuleFacts[],
  rooms: readonly Room[],
  { testedElsewhere }: Exceptions,
): readonly Violation[] {
  const byPath = new Map(modules.map((module) => [module.path, module]));
  const excuses = Object.entries(testedElsewhere).map(([path, { by }]) => ({ path, by, used: false }));
  const wanting = modules
    .filter((module) => needsTest(module, rooms, byPath) && !hasTest(module.path, byPath))
    .filter(({ path }) => {
      const excuse = excuses.find((each) => covers(each.path, path) && reaches(each.by, path, byPath));
      if (excuse) excuse.used = true;
      return !excuse;
    });
  return [...wanting.map(untested), ...excuses.filter(({ used }) => !used).map(stale)];
}

const covers = (entry: string, file: string): boolean =>
  entry === file || (entry.endsWith('/**') && file.startsWith(entry.slice(0, -2)));

const untested = ({ path }: ModuleFacts): Violation => ({
  rule: 'unit-test',
  file: path,
  message: `has pure functions: write ${mirrorOf(path)}, or say in exceptions.ts which test covers them`,
});

const stale = ({ path, by }: { path: string; by: string }): Violation => ({
  rule: 'unit-test',
  file: path,
  message: `its line in exceptions.ts is not needed any more, or ${by} does not reach it`,
});

function needsTest(module: ModuleFacts, rooms: readonly Room[], byPath: Modules): boolean {
  if (!module.exportsFunction) return false;
  if (roomOf(module.path, rooms)?.pure) return true;
  return module.path.startsWith('adapters/') && isPure(module, byPath, new Set());
}

/** Node modules that only compute. */
const harmless = new Set(['path', 'path/posix', 'url', 'util', 'buffer', 'string_decoder', 'querystring']);

/** Whether a file, with everything it imports as values, touches nothing outside. */
function isPure(module: ModuleFacts, byPath: Modules, visited: Set<string>): boolean {
  if (visited.has(module.path)) return true;
  visited.add(module.path);
  if (impurities(module).length > 0) return false;
  return module.imports
    .filter(({ typeOnly }) => !typeOnly)
    .every(({ specifier }) => {
      if (specifier === undefined) return false;
      const target = resolveImport(module.path, specifier);
      if (target.kind === 'builtin') return harmless.has(target.name);
      if (target.kind === 'package') return target.name === 'zod';
      const next = byPath.get(target.path);
      return next !== undefined && isPure(next, byPath, visited);
    });
}
