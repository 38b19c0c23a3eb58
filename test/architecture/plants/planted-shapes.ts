import { manyFiles, type } from './plant.ts';
import type { Plant } from './plant.ts';

const lines = (count: number): string => '// line\n'.repeat(count - 1) + 'export type A = 1;\n';

/** Files and folders of a wrong size or name. */
export const plantedShapes: readonly Plant[] = [
  {
    rule: 'file-size',
    fault: 'a file of 301 lines',
    bad: { 'src/domain/a.ts': lines(301) },
    good: { 'src/domain/a.ts': lines(300) },
  },
  {
    rule: 'folder-size',
    fault: 'a thirteenth file in a folder',
    bad: manyFiles('src/policy', 13),
    good: manyFiles('src/policy', 12),
  },
  {
    rule: 'no-barrel',
    fault: 'an index file',
    bad: { 'src/domain/index.ts': type },
    good: { 'src/domain/index-of-goals.ts': type },
  },
  {
    rule: 'no-barrel',
    fault: 'a barrel under another name',
    bad: { 'src/domain/all.ts': "export * from './a.ts';\nexport { B } from './b.ts';\n" },
    good: { 'src/domain/all.ts': "export * from './a.ts';\nexport type B = 1;\n" },
  },
  {
    rule: 'no-default-export',
    fault: 'a default export',
    bad: { 'src/domain/a.ts': 'export default 1;\n' },
    good: { 'some.config.ts': 'export default 1;\n' },
  },
  {
    rule: 'no-default-export',
    fault: 'a default export in disguise',
    bad: { 'src/domain/a.ts': 'const a = 1;\nexport { a as default };\n' },
    good: { 'src/domain/a.ts': 'const a = 1;\nexport { a as other };\n' },
  },
  {
    rule: 'kebab-case',
    fault: 'a file in camel case',
    bad: { 'src/domain/goalState.ts': type },
    good: { 'src/domain/goal-state.ts': type },
  },
  {
    rule: 'kebab-case',
    fault: 'a folder in snake case',
    bad: { 'test/support/model_server/a.ts': type },
    good: { 'test/contract/store.contract.test.ts': type },
  },
  {
    rule: 'parses',
    fault: 'a file that is no TypeScript',
    bad: { 'src/domain/a.ts': 'export type = ;\n' },
    good: { 'test/fixtures/a.ts': 'export type = ;\n' },
  },
];
