import { type } from './plant.ts';
import type { Plant } from './plant.ts';

/** Put together, because the rule reads this file too. */
const familyFile = ['..', 'shared', 'a.ts'].join('/');

const home = ['', 'home', 'ann', 'drover'].join('/');
const registry = ['https://registry', 'npmjs', 'org/zod'].join('.');
const notes = ['..', 'shared', 'plan.md'].join('/');

/** Words that belong to somebody’s machine, and not to the project. */
export const plantedWords: readonly Plant[] = [
  {
    rule: 'no-machine-paths',
    fault: 'a folder of somebody’s machine',
    bad: { 'docs/a.md': `Look in ${home}.\n` },
    good: { 'docs/a.md': `Look in ~${home} or https://example.org${home}.\n` },
  },
  {
    rule: 'no-registry-hosts',
    fault: 'the host of a package registry',
    bad: { '.ci/run': `curl ${registry}\n` },
    good: { '.ci/run': 'npm ci\n' },
  },
  {
    rule: 'no-foreign-notes',
    fault: 'a pointer to notes outside of the project',
    bad: { 'src/domain/a.ts': `// see ${notes}\nexport type A = 1;\n` },
    good: {
      'adapters/chat/slack/a.ts': `import '${familyFile}';\n`,
      'adapters/chat/shared/a.ts': type,
    },
  },
];
