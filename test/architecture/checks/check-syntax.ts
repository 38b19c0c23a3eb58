import type { Room } from '../rooms.ts';
import { roomOf } from './check-imports.ts';
import type { Finding, ModuleFacts } from '../source/parse-module.ts';
import type { Violation } from './violation.ts';

/** What a pure room must be given as an argument, because it changes from run to run or reaches outside. */
const impureGlobals = new Set([
  'Date',
  'Math.random',
  'process',
  'globalThis',
  'global',
  'console',
  'crypto',
  'fetch',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'setInterval',
  'setTimeout',
]);

/** What in a file is impure, if anything: global effects and waiting. */
export const impurities = (module: ModuleFacts): readonly Finding[] => [
  ...module.globals.filter(({ what }) => impureGlobals.has(what)),
  ...module.waits,
];

/** Rules about what is written inside a file, room by room. */
export const checkSyntax = (modules: readonly ModuleFacts[], rooms: readonly Room[]): readonly Violation[] =>
  modules.flatMap((module) => [
    ...(roomOf(module.path, rooms)?.pure ? checkPurity(module) : []),
    ...report(
      module,
      'erasable-syntax',
      module.syntax,
      (what) => `${what}: Node cannot strip it, or readers cannot`,
    ),
    ...report(
      module,
      'no-module-mocks',
      module.moduleMocks,
      (what) => `${what}: use a small real program instead`,
    ),
    ...(mayReadEnvironment(module.path)
      ? []
      : report(
          module,
          'environment',
          module.environmentReads,
          () => 'only src/config/load.ts reads process.env',
        )),
  ]);

const checkPurity = (module: ModuleFacts): readonly Violation[] =>
  report(module, 'purity', impurities(module), (what) => `${what} in a pure room: take it as an argument`);

const mayReadEnvironment = (path: string): boolean =>
  path === 'src/config/load.ts' || path.startsWith('test/');

const report = (
  { path }: ModuleFacts,
  rule: string,
  findings: readonly Finding[],
  message: (what: string) => string,
): Violation[] => findings.map(({ what, line }) => ({ rule, file: path, line, message: message(what) }));
