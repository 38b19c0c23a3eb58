import { z } from 'zod';
import type { Room } from '../rooms.ts';
import type { ImportFact, ModuleFacts } from '../source/parse-module.ts';
import { resolveImport } from '../source/resolve-import.ts';
import type { Target } from '../source/resolve-import.ts';
import type { Tree } from '../source/tree.ts';
import type { Violation } from './violation.ts';

/** The room that a file belongs to: the one with the longest path. */
export function roomOf(file: string, rooms: readonly Room[]): Room | undefined {
  const claims = rooms.filter((room) => file === room.path || file.startsWith(`${room.path}/`));
  return claims.toSorted((a, b) => b.path.length - a.path.length)[0];
}

/** Every file has a room, and imports only what the table gives that room. */
export function checkImports(
  tree: Tree,
  modules: readonly ModuleFacts[],
  rooms: readonly Room[],
): readonly Violation[] {
  return modules.flatMap((module) => {
    const room = roomOf(module.path, rooms) ?? rootRoom(module.path);
    if (!room) {
      return [
        {
          rule: 'known-room',
          file: module.path,
          message: 'belongs to no room: enter its folder in test/architecture/rooms.ts',
        },
      ];
    }
    return module.imports.flatMap((fact) => checkImport({ tree, module, room, rooms }, fact));
  });
}

/** Configuration files of tools lie at the root and are nobody's room. */
const rootRoom = (path: string): Room | undefined =>
  /^[^/]+\.config\.ts$/.test(path) ? { path, imports: [], packages: 'any', builtins: 'any' } : undefined;

interface Place {
  readonly tree: Tree;
  readonly module: ModuleFacts;
  readonly room: Room;
  readonly rooms: readonly Room[];
}

function checkImport(place: Place, fact: ImportFact): readonly Violation[] {
  const { module, room } = place;
  const broken = (rule: string, message: string): Violation[] => [
    { rule, file: module.path, line: fact.line, message },
  ];
  if (fact.specifier === undefined) {
    return mayComputeImports(module.path)
      ? []
      : broken('literal-import', 'imports a computed name: no table can judge it');
  }
  const target = resolveImport(module.path, fact.specifier);
  const problem = problemOf(place, target, fact.specifier);
  return problem === undefined ? [] : broken(problem[0], `${room.path} ${problem[1]}`);
}

/** Loading a file that a person named is the point of these. */
const mayComputeImports = (path: string): boolean =>
  path === 'src/config/load.ts' ||
  path === 'adapters/evaluators/function/run-verifier.ts' ||
  path.startsWith('test/');

function problemOf(
  place: Place,
  target: Target,
  specifier: string,
): [rule: string, text: string] | undefined {
  const { room } = place;
  switch (target.kind) {
    case 'builtin':
      if (!target.prefixed) return ['node-prefix', `must write 'node:${target.name}'`];
      if (room.builtins === 'any' || room.builtins.includes(target.name)) return undefined;
      return ['builtins', `may not use node:${target.name}`];
    case 'package':
      if (!isDeclared(place, target.name)) {
        return ['declared-package', `uses ${target.name}, which package.json does not give it`];
      }
      if (room.packages === 'any' || room.packages.includes(target.name)) return undefined;
      return ['packages', `may not use the package ${target.name}`];
    case 'file':
      if (!place.tree.has(target.path)) return ['resolves', `imports ${specifier}, which does not exist`];
      if (mayImport(place, target.path)) return undefined;
      return ['rooms', `may not import ${target.path}`];
  }
}

function mayImport({ room, rooms }: Place, file: string): boolean {
  const owner = roomOf(file, rooms)?.path;
  if (owner === room.path) return true;
  return room.imports.some((entry) =>
    entry.endsWith('/**') ? file.startsWith(entry.slice(0, -2)) : entry === owner || entry === file,
  );
}

const VersionsSchema = z.record(z.string(), z.string()).default({});
const ManifestSchema = z.object({ dependencies: VersionsSchema, devDependencies: VersionsSchema });

/** Programs may use `dependencies` only; tests and tool configuration also `devDependencies`. */
function isDeclared({ tree, module }: Place, name: string): boolean {
  const manifest = ManifestSchema.parse(JSON.parse(tree.get('package.json') ?? '{}'));
  const isProgram = module.path.startsWith('src/') || module.path.startsWith('adapters/');
  return (
    Object.hasOwn(manifest.dependencies, name) ||
    (!isProgram && Object.hasOwn(manifest.devDependencies, name))
  );
}
