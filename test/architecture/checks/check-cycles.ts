import type { ModuleFacts } from '../source/parse-module.ts';
import { resolveImport } from '../source/resolve-import.ts';
import type { Violation } from './violation.ts';

type Graph = ReadonlyMap<string, readonly string[]>;

/** No file reaches itself through imports, types included: two files that need each other are one. */
export function checkCycles(modules: readonly ModuleFacts[]): readonly Violation[] {
  const graph = graphOf(modules);
  const told = new Set<string>();
  return [...graph.keys()].toSorted().flatMap((file) => {
    const cycle = told.has(file) ? undefined : shortestCycle(graph, file);
    if (!cycle) return [];
    for (const member of cycle) told.add(member);
    return [{ rule: 'cycles', file, message: `needs itself: ${[...cycle, file].join(' → ')}` }];
  });
}

const graphOf = (modules: readonly ModuleFacts[]): Graph =>
  new Map(
    modules.map((module) => [
      module.path,
      module.imports.flatMap(({ specifier }) => {
        const target = specifier === undefined ? undefined : resolveImport(module.path, specifier);
        return target?.kind === 'file' ? [target.path] : [];
      }),
    ]),
  );

/** The files on the shortest way from a file back to itself; undefined when there is none. */
function shortestCycle(graph: Graph, start: string): readonly string[] | undefined {
  const ways: (readonly string[])[] = [[start]];
  const visited = new Set<string>();
  for (const way of ways) {
    for (const next of graph.get(way.at(-1) ?? '') ?? []) {
      if (next === start) return way;
      if (visited.has(next)) continue;
      visited.add(next);
      ways.push([...way, next]);
    }
  }
  return undefined;
}
