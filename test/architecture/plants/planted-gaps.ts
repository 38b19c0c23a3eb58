import { type } from './plant.ts';
import type { Plant } from './plant.ts';

const pureFile = { 'src/policy/backoff.ts': 'export const backoff = (n: number) => n * 2;\n' };
const calls = (path: string): string => `import { backoff } from '${path}';\nvoid backoff;\n`;

/** Pure functions that no unit test would be found for. */
export const plantedGaps: readonly Plant[] = [
  {
    rule: 'unit-test',
    fault: 'a pure function without a unit test',
    bad: pureFile,
    good: { ...pureFile, 'test/unit/policy/backoff.test.ts': type },
  },
  {
    rule: 'unit-test',
    fault: 'a unit test in another folder',
    bad: { ...pureFile, 'test/unit/runner/wait.test.ts': calls('../../../src/policy/backoff.ts') },
    good: { ...pureFile, 'test/unit/policy/wait.test.ts': calls('../../../src/policy/backoff.ts') },
  },
  {
    rule: 'unit-test',
    fault: 'a pure file of an adapter without a unit test',
    bad: { 'adapters/http/route-of.ts': 'export function routeOf(url: string) { return url; }\n' },
    good: {
      'adapters/http/route-of.ts': 'export function routeOf(url: string) { return url; }\n',
      'adapters/http/create-http.ts': "export { routeOf } from './route-of.ts';\nexport const port = 1;\n",
      'test/contract/http/http.contract.test.ts': "import '../../../adapters/http/create-http.ts';\n",
      'adapters/http/pid-of.ts': 'export const pidOf = () => process.pid;\n',
      'adapters/http/listen.ts': "import { a } from './socket.ts';\nexport const listen = () => a;\n",
      'adapters/http/socket.ts': "import * as a from 'node:net';\nexport { a };\n",
      'adapters/http/types.ts': type,
    },
  },
];
