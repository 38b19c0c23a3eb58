import { extname } from 'node:path';
import { parseAst } from 'vitest/node';
import { child, children, isNode, literal, nameOf } from './syntax-node.ts';
import type { Node } from './syntax-node.ts';
import { visit } from './visit.ts';

export interface ImportFact {
  /** Absent when it is computed at run time, so that no table can judge it. */
  readonly specifier?: string;
  readonly typeOnly: boolean;
  readonly line: number;
}

/** Something found in a file, by a short name. */
export interface Finding {
  readonly what: string;
  readonly line: number;
}

/** What the rules need to know of one file. */
export interface ModuleFacts {
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly ImportFact[];
  /** Names of global things that are used as values: `Date`, `process`, `Math.random`. */
  readonly globals: readonly Finding[];
  /** Syntax that Node cannot strip, or that the project does not want. */
  readonly syntax: readonly Finding[];
  /** `await`, `async`, and other ways to wait. */
  readonly waits: readonly Finding[];
  readonly environmentReads: readonly Finding[];
  readonly moduleMocks: readonly Finding[];
  readonly exportsFunction: boolean;
  /** Nothing but `export … from`. */
  readonly onlyForwards: boolean;
  readonly defaultExport?: Finding;
}

export type Parsed = { ok: true; facts: ModuleFacts } | { ok: false; reason: string };

/** Reads one file with the parser that vitest itself uses. */
export function parseModule(path: string, text: string): Parsed {
  const lang = extname(path).endsWith('ts') ? 'ts' : 'js';
  try {
    const program: unknown = parseAst(text, { lang, sourceType: 'module' });
    return isNode(program)
      ? { ok: true, facts: factsOf(path, text, program) }
      : { ok: false, reason: 'the parser answered with no syntax tree' };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

function factsOf(path: string, text: string, program: Node): ModuleFacts {
  const lineAt = (node: Node): number => text.slice(0, node.start).split('\n').length;
  const seen = visit(program);
  const at = (nodes: readonly (readonly [string, Node])[]): Finding[] =>
    nodes.map(([what, node]) => ({ what, line: lineAt(node) }));
  return {
    path,
    lines: text.replace(/\n$/, '').split('\n').length,
    imports: seen.imports.map(({ specifier, typeOnly, node }) => ({
      ...(specifier === undefined ? {} : { specifier }),
      typeOnly,
      line: lineAt(node),
    })),
    globals: at(seen.globals),
    syntax: at(seen.syntax),
    waits: at(seen.waits),
    environmentReads: at(seen.environmentReads),
    moduleMocks: at(seen.moduleMocks),
    ...exportsOf(program, at),
  };
}

type ExportFacts = Pick<ModuleFacts, 'exportsFunction' | 'onlyForwards' | 'defaultExport'>;

function exportsOf(program: Node, at: (nodes: [string, Node][]) => Finding[]): ExportFacts {
  const body = children(program, 'body');
  const found = body.find((node) => node.type === 'ExportDefaultDeclaration' || forwardsDefault(node));
  const [defaultExport] = found ? at([['export default', found]]) : [];
  return {
    exportsFunction: body.some(exportsFunction),
    onlyForwards: body.length > 0 && body.every(forwards),
    ...(defaultExport ? { defaultExport } : {}),
  };
}

const forwards = (node: Node): boolean =>
  node.type === 'ExportAllDeclaration' ||
  (node.type === 'ExportNamedDeclaration' && child(node, 'source') !== undefined);

const forwardsDefault = (node: Node): boolean =>
  node.type === 'ExportNamedDeclaration' &&
  children(node, 'specifiers').some((specifier) => {
    const exported = child(specifier, 'exported');
    return (nameOf(exported) ?? literal(exported)) === 'default';
  });

const functionLike = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ClassDeclaration',
]);

const isFunction = (node: Node | undefined): boolean => functionLike.has(node?.type ?? '');

function exportsFunction(node: Node): boolean {
  if (node.type !== 'ExportNamedDeclaration') return false;
  const declaration = child(node, 'declaration');
  const declared = children(declaration, 'declarations');
  return isFunction(declaration) || declared.some((each) => isFunction(child(each, 'init')));
}
