import { type } from './plant.ts';
import type { Plant } from './plant.ts';

/** Put together, because the rule reads this file too. */
const familyFile = ['..', 'shared', 'a.ts'].join('/');

/** Imports that the table of rooms forbids. */
export const plantedImports: readonly Plant[] = [
  {
    rule: 'rooms',
    fault: 'a decision that asks an adapter',
    bad: {
      'src/policy/a.ts': "import type { A } from '../../adapters/http/a.ts';\nexport type B = A;\n",
      'adapters/http/a.ts': type,
    },
    good: {
      'src/policy/a.ts': "import type { A } from '../domain/a.ts';\nexport type B = A;\n",
      'src/domain/a.ts': type,
    },
  },
  {
    rule: 'rooms',
    fault: 'an adapter that imports another one',
    bad: {
      'adapters/chat/slack/a.ts': "export type { A } from '../console/a.ts';\nexport type B = 1;\n",
      'adapters/chat/console/a.ts': type,
    },
    good: {
      'adapters/chat/slack/a.ts': `import type { A } from '${familyFile}';\nexport type B = A;\n`,
      'adapters/chat/shared/a.ts': type,
    },
  },
  {
    rule: 'rooms',
    fault: 'a forbidden room behind a dynamic import',
    bad: {
      'adapters/http/a.ts': "export const a = await import('../../src/runner/a.ts');\n",
      'src/runner/a.ts': type,
    },
    good: {
      'adapters/http/a.ts': "export const a = await import('../../src/ports/a.ts');\n",
      'src/ports/a.ts': type,
    },
  },
  {
    rule: 'rooms',
    fault: 'a forbidden room behind a type of an import',
    bad: {
      'src/goal/a.ts': "export type B = import('../runner/a.ts').A;\n",
      'src/runner/a.ts': type,
    },
    good: { 'src/goal/a.ts': "export type B = import('../domain/a.ts').A;\n", 'src/domain/a.ts': type },
  },
  {
    rule: 'rooms',
    fault: 'the program leaning on test code',
    bad: { 'src/app/a.ts': "import '../../test/support/a.ts';\n", 'test/support/a.ts': type },
    good: { 'test/e2e/a.ts': "import '../support/a.ts';\n", 'test/support/a.ts': type },
  },
  {
    rule: 'rooms',
    fault: 'a verb that reaches past the doors of the runner',
    bad: { 'src/app/a.ts': "import '../runner/drive.ts';\n", 'src/runner/drive.ts': type },
    good: { 'src/app/a.ts': "import '../runner/apply.ts';\n", 'src/runner/apply.ts': type },
  },
  {
    rule: 'known-room',
    fault: 'a folder that is not in the table',
    bad: { 'adapters/telegram/a.ts': type },
    good: { 'adapters/http/a.ts': type },
  },
  {
    rule: 'known-room',
    fault: 'a file between the rooms',
    bad: { 'src/helpers.ts': type },
    good: { 'src/main.ts': type },
  },
  {
    rule: 'resolves',
    fault: 'an import of a file that is not there',
    bad: { 'src/domain/a.ts': "import './b.ts';\n" },
    good: { 'src/domain/a.ts': "import './b.ts';\n", 'src/domain/b.ts': type },
  },
  {
    rule: 'packages',
    fault: 'a package in a room that is not given it',
    bad: { 'adapters/http/a.ts': "import { App } from '@slack/bolt';\nnew App();\n" },
    good: { 'adapters/chat/slack/a.ts': "import { App } from '@slack/bolt';\nnew App();\n" },
  },
  {
    rule: 'packages',
    fault: 'a port with a package',
    bad: { 'src/ports/a.ts': "import type { z } from 'zod';\nexport type A = z;\n" },
    good: { 'src/domain/a.ts': "import type { z } from 'zod';\nexport type A = z;\n" },
  },
  {
    rule: 'declared-package',
    fault: 'a package that is only there because another one needs it',
    bad: { 'test/unit/a.ts': "import 'eventemitter3';\n" },
    good: { 'test/unit/a.ts': "import 'vitest';\n" },
  },
  {
    rule: 'declared-package',
    fault: 'a development package in the program',
    bad: { 'adapters/chat/slack/a.ts': "import 'ws';\n" },
    good: { 'test/support/a.ts': "import 'ws';\n" },
  },
  {
    rule: 'builtins',
    fault: 'a file read in a room that decides',
    bad: { 'src/runner/a.ts': "import { readFile } from 'node:fs/promises';\nvoid readFile;\n" },
    good: { 'src/config/load.ts': "import { readFile } from 'node:fs/promises';\nvoid readFile;\n" },
  },
  {
    rule: 'builtins',
    fault: 'a unit test that starts a process',
    bad: { 'test/unit/a.test.ts': "import 'node:child_process';\n" },
    good: { 'test/integration/a.test.ts': "import 'node:child_process';\n" },
  },
  {
    rule: 'builtins',
    fault: 'a file read behind a require',
    bad: { 'src/goal/a.ts': "export const a = require('node:fs');\n" },
    good: { 'adapters/http/a.ts': "export const a = require('node:fs');\n" },
  },
  {
    rule: 'node-prefix',
    fault: "one of Node's modules without its prefix",
    bad: { 'adapters/http/a.ts': "import 'http';\n" },
    good: { 'adapters/http/a.ts': "import 'node:http';\n" },
  },
  {
    rule: 'literal-import',
    fault: 'an import that no table can judge',
    bad: { 'src/compose/a.ts': 'export const load = (name: string) => import(name);\n' },
    good: { 'src/config/load.ts': 'export const load = (name: string) => import(name);\n' },
  },
  {
    rule: 'cycles',
    fault: 'two files that need each other, if only for their types',
    bad: {
      'src/domain/a.ts': "import type { B } from './b.ts';\nexport type A = B;\n",
      'src/domain/b.ts': "import type { C } from './c.ts';\nexport type B = C;\n",
      'src/domain/c.ts': "import type { A } from './a.ts';\nexport type C = A;\n",
    },
    good: {
      'src/domain/a.ts': "import type { B } from './b.ts';\nimport './c.ts';\nexport type A = B;\n",
      'src/domain/b.ts': "import type { C } from './c.ts';\nexport type B = C;\n",
      'src/domain/c.ts': 'export type C = 1;\n',
    },
  },
];
