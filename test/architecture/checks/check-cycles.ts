import type { ModuleFacts } from '../source/parse-module.ts';
import { resolveImport } from '../source/resolve-import.ts';
import type { Violation } from './violation.ts';

type Graph = ReadonlyMap<string, readonly string[]>;

/** No file reaches itself through imports, types included: two files that need each other are one. */
export function checkCycles(modules: readonly ModuleFacts[]): readonly Violation[] {
  const graph = graphOf(modules);
  const finished = new Set<string>();
  const violations: Violation[] = [];
  for (const start of graph.keys()) {
    const cycle = findCycle(graph, start, [], finished);
    if (cycle) violations.push({ rule: 'cycles', file: start, message: `cycle: ${cycle.join(' → ')}` });
  }
  return violations;
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

/** Depth first; a file whose imports were all followed is never followed again. */
function findCycle(
  graph: Graph,
  file: string,
  path: readonly string[],
  finished: Set<string>,
): readonly string[] | undefined {
  if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
  if (finished.has(file)) return undefined;
  for (const next of graph.get(file) ?? []) {
    const cycle = findCycle(graph, next, [...path, file], finished);
    if (cycle) return cycle;
  }
  finished.add(file);
  return undefined;
}
