import { child, children, isNode, literal, nameOf } from './syntax-node.ts';
import type { Node } from './syntax-node.ts';

type Found = [what: string, node: Node];

export interface Seen {
  readonly imports: { specifier: string | undefined; typeOnly: boolean; node: Node }[];
  readonly globals: Found[];
  readonly syntax: Found[];
  readonly waits: Found[];
  readonly environmentReads: Found[];
  readonly moduleMocks: Found[];
}

/** Collects from a whole file what the rules ask about. */
export function visit(program: Node): Seen {
  const seen: Seen = {
    imports: [],
    globals: [],
    syntax: [],
    waits: [],
    environmentReads: [],
    moduleMocks: [],
  };
  walk(program, false, (node, inType) => {
    noteImport(seen, node);
    noteSyntax(seen, node);
    noteWait(seen, node);
    noteMember(seen, node);
    if (!inType && node.type === 'Identifier') seen.globals.push([String(node['name']), node]);
  });
  return seen;
}

/** TypeScript nodes that hold an expression; every other `TS…` node is about types only. */
const expressionHolders = new Set([
  'TSAsExpression',
  'TSNonNullExpression',
  'TSSatisfiesExpression',
  'TSInstantiationExpression',
  'TSEnumDeclaration',
  'TSModuleDeclaration',
  'TSModuleBlock',
  'TSParameterProperty',
  'TSExportAssignment',
]);

function walk(node: Node, inType: boolean, note: (node: Node, inType: boolean) => void): void {
  const type = inType || (node.type.startsWith('TS') && !expressionHolders.has(node.type));
  note(node, type);
  for (const [key, value] of Object.entries(node)) {
    if (isName(node, key)) continue;
    for (const below of Array.isArray(value) ? value : [value]) if (isNode(below)) walk(below, type, note);
  }
}

/** Whether the child under `key` merely names a property or an export, and refers to no variable. */
function isName(node: Node, key: string): boolean {
  if (node.type === 'ImportSpecifier' || node.type === 'ExportSpecifier') return true;
  if (node['computed'] === true) return false;
  return (node.type === 'MemberExpression' && key === 'property') || key === 'key';
}

const importHolders = new Set(['ImportDeclaration', 'ExportNamedDeclaration', 'ExportAllDeclaration']);

function noteImport(seen: Seen, node: Node): void {
  const add = (specifier: string | undefined, typeOnly: boolean): void => {
    seen.imports.push({ specifier, typeOnly, node });
  };
  if (importHolders.has(node.type) && child(node, 'source')) {
    add(literal(node['source']), node['importKind'] === 'type' || node['exportKind'] === 'type');
  }
  if (node.type === 'ImportExpression') add(literal(node['source']), false);
  if (node.type === 'TSImportType') add(literal(node['source'] ?? node['argument']), true);
  if (node.type === 'TSExternalModuleReference') add(literal(node['expression']), false);
  if (node.type === 'CallExpression' && nameOf(node['callee']) === 'require') {
    add(literal(children(node, 'arguments')[0]), false);
  }
}

function noteSyntax(seen: Seen, node: Node): void {
  const declared = node['declare'] === true;
  if (node.type === 'TSEnumDeclaration') seen.syntax.push(['enum', node]);
  if (node.type === 'TSModuleDeclaration' && !declared) seen.syntax.push(['namespace', node]);
  if (node.type === 'TSParameterProperty') seen.syntax.push(['parameter property', node]);
  if (node.type === 'TSExportAssignment') seen.syntax.push(['export =', node]);
  if (node.type === 'Decorator') seen.syntax.push(['decorator', node]);
}

function noteWait(seen: Seen, node: Node): void {
  if (node.type === 'AwaitExpression') seen.waits.push(['await', node]);
  if (node['async'] === true) seen.waits.push(['async', node]);
  if (node.type === 'ForOfStatement' && node['await'] === true) seen.waits.push(['for await', node]);
}

/** Property reads that mean more than their object: the environment, chance, module mocks. */
function noteMember(seen: Seen, node: Node): void {
  if (node.type === 'ImportDeclaration' && importsEnvironment(node)) {
    seen.environmentReads.push(['process.env', node]);
  }
  if (node.type !== 'MemberExpression') return;
  const object = nameOf(node['object']);
  const property = node['computed'] === true ? literal(node['property']) : nameOf(node['property']);
  if (object === 'process' && property === 'env') seen.environmentReads.push(['process.env', node]);
  if (object === 'Math' && property === 'random') seen.globals.push(['Math.random', node]);
  if (object === 'vi' && (property === 'mock' || property === 'doMock')) {
    seen.moduleMocks.push([`vi.${property}`, node]);
  }
}

const importsEnvironment = (node: Node): boolean =>
  (literal(node['source']) ?? '').replace(/^node:/, '') === 'process' &&
  children(node, 'specifiers').some((specifier) => nameOf(specifier['imported']) === 'env');
