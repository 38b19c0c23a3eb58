import { posix } from 'node:path';
import { isCode } from '../source/tree.ts';
import type { Tree } from '../source/tree.ts';
import type { Violation } from './violation.ts';

const forbidden: readonly { rule: string; pattern: RegExp; message: string }[] = [
  {
    rule: 'no-machine-paths',
    pattern: /(?<![\w.~)}-])\/(?:work|home)\/\w/,
    message: 'names a folder of one machine',
  },
  {
    rule: 'no-registry-hosts',
    pattern: /\bregistry\.(?:npmjs|yarnpkg|npmmirror)\b|\bfiles\.pythonhosted\b/,
    message: 'names the host of a package registry',
  },
  {
    rule: 'no-foreign-notes',
    pattern: /\.\.\/shared\b/,
    message: 'points to notes outside of the project',
  },
];

/** Files written by tools. */
const generated = new Set(['package-lock.json']);

/** The project speaks of itself only: every text file, documents and fixtures included. */
export const checkWords = (tree: Tree): readonly Violation[] =>
  [...tree].filter(([path]) => !generated.has(path)).flatMap(([path, text]) => checkText(tree, path, text));

function checkText(tree: Tree, path: string, text: string): readonly Violation[] {
  return text.split('\n').flatMap((lineText, index) => {
    const line = isCode(path) ? withoutOwnImports(tree, path, lineText) : lineText;
    return forbidden
      .filter(({ pattern }) => pattern.test(line))
      .map(({ rule, message }) => ({ rule, file: path, line: index + 1, message }));
  });
}

/** Takes out relative imports of files that exist: a family of adapters has a folder `shared` of its own. */
const withoutOwnImports = (tree: Tree, path: string, line: string): string =>
  line.replaceAll(/'(\.\.?\/[^']+)'/g, (whole, specifier: string) =>
    tree.has(posix.join(posix.dirname(path), specifier)) ? "''" : whole,
  );
