import { parseModule } from './parse-module.ts';
import type { ModuleFacts } from './parse-module.ts';

/** The project as text: path from the root (with `/`) → content. Tests make their own; `readTree` reads the real one. */
export type Tree = ReadonlyMap<string, string>;

const codeFile = /^(?:(?:src|adapters|test|\.ci)\/.*|[^/]+)\.(?:[cm]?ts|[cm]?js)$/;

/** Whether the file is code of ours. Fixtures are data, whatever they are called. */
export const isCode = (path: string): boolean => codeFile.test(path) && !path.startsWith('test/fixtures/');

/** Every code file of the tree, parsed; and the ones that could not be, with the reason. */
export function modulesOf(tree: Tree): {
  readonly modules: readonly ModuleFacts[];
  readonly unreadable: readonly { readonly path: string; readonly reason: string }[];
} {
  const modules: ModuleFacts[] = [];
  const unreadable: { path: string; reason: string }[] = [];
  for (const [path, text] of tree) {
    if (!isCode(path)) continue;
    const parsed = parseModule(path, text);
    if (parsed.ok) modules.push(parsed.facts);
    else unreadable.push({ path, reason: parsed.reason });
  }
  return { modules, unreadable };
}
