import type { Exceptions } from '../exceptions.ts';
import type { Room } from '../rooms.ts';
import { checkCycles } from './check-cycles.ts';
import { checkFiles } from './check-files.ts';
import { checkImports } from './check-imports.ts';
import { checkMirrors } from './check-mirrors.ts';
import { checkSyntax } from './check-syntax.ts';
import { checkWords } from './check-words.ts';
import { modulesOf } from '../source/tree.ts';
import type { Tree } from '../source/tree.ts';
import type { Violation } from './violation.ts';

export interface Inspection {
  readonly violations: readonly Violation[];
  /** How much was looked at, so that a checker that reads nothing cannot pass. */
  readonly looked: { readonly files: number; readonly modules: number; readonly imports: number };
}

/** Holds every rule against a tree. */
export function checkTree(tree: Tree, rooms: readonly Room[], exceptions: Exceptions): Inspection {
  const { modules, unreadable } = modulesOf(tree);
  return {
    violations: [
      ...unreadable.map(({ path, reason }) => ({ rule: 'parses', file: path, message: reason })),
      ...checkImports(tree, modules, rooms),
      ...checkCycles(modules),
      ...checkFiles(modules, exceptions),
      ...checkSyntax(modules, rooms),
      ...checkMirrors(modules, rooms, exceptions),
      ...checkWords(tree),
    ],
    looked: {
      files: tree.size,
      modules: modules.length,
      imports: modules.reduce((sum, module) => sum + module.imports.length, 0),
    },
  };
}
