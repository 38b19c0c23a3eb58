import type { Plant } from './plant.ts';

/** Code that is wrong where it stands. */
export const plantedInsides: readonly Plant[] = [
  ...[
    'Date.now()',
    'Math.random()',
    'process.pid',
    'setTimeout(f, 1)',
    'crypto.randomUUID()',
    'globalThis.x',
  ].map((call) => ({
    rule: 'purity',
    fault: `${call} in a room that decides`,
    bad: { 'src/policy/a.ts': `const f = 1;\nexport const a = [${call}, f];\n` },
    good: { 'adapters/system/a.ts': `const f = 1;\nexport const a = [${call}, f];\n` },
  })),
  {
    rule: 'purity',
    fault: 'waiting in a room that decides',
    bad: { 'src/goal/a.ts': 'const a = async () => 1;\nvoid a;\n' },
    good: { 'src/runner/a.ts': 'const a = async () => 1;\nvoid a;\n' },
  },
  {
    rule: 'purity',
    fault: 'a clock, where a word in a comment, a type or a property is not meant',
    bad: { 'src/text/a.ts': 'const a = { now: Date };\nvoid a;\n' },
    good: { 'src/text/a.ts': "// Date\nconst a = { Date: 'process' as unknown as Date };\nvoid a.Date;\n" },
  },
  ...['enum E { A }', 'namespace N { export const a = 1; }', '@d class A {}'].map((text) => ({
    rule: 'erasable-syntax',
    fault: `syntax that Node cannot strip: ${text}`,
    bad: { 'src/runner/a.ts': `const d = 1;\n${text}\nvoid d;\n` },
    good: { 'src/runner/a.ts': `const d = '${text}';\n// ${text}\nvoid d;\n` },
  })),
  {
    rule: 'erasable-syntax',
    fault: 'a parameter property',
    bad: { 'src/runner/a.ts': 'class A { constructor(private readonly a: number) {} }\nvoid A;\n' },
    good: { 'src/runner/a.ts': 'class A { constructor(a: number) { void a; } }\nvoid A;\n' },
  },
  {
    rule: 'environment',
    fault: 'process.env in an adapter',
    bad: { 'adapters/http/a.ts': 'void process.env.PORT;\n' },
    good: { 'src/config/load.ts': 'void process.env.PORT;\n' },
  },
  {
    rule: 'environment',
    fault: "process['env'] and its import",
    bad: { 'adapters/http/a.ts': "import { env } from 'node:process';\nvoid env;\nvoid process['env'];\n" },
    good: { 'adapters/http/a.ts': "import { pid } from 'node:process';\nvoid pid;\n" },
  },
  {
    rule: 'no-module-mocks',
    fault: 'a mocked module',
    bad: { 'test/unit/a.test.ts': "vi.mock('./a.ts');\n" },
    good: { 'test/unit/a.test.ts': "vi.fn('./a.ts');\n// vi.mock\n" },
  },
];
