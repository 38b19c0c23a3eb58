import type { VerbTable } from '../parse-verb.ts';
import { cancelVerb, pauseVerb, resumeVerb, sayVerb } from './control/controls.ts';
import { createHelpVerb } from './help.ts';
import { runVerb } from './run.ts';
import { listVerb } from './show/list.ts';
import { costVerb, diffVerb, logsVerb, statusVerb, turnsVerb } from './show/show-goal.ts';
import { agentsVerb, projectsVerb, whoVerb } from './show/show-installation.ts';
import type { Verb } from './verb.ts';

const verbs: readonly Verb[] = [
  runVerb,
  listVerb,
  statusVerb,
  pauseVerb,
  resumeVerb,
  cancelVerb,
  sayVerb,
  logsVerb,
  turnsVerb,
  diffVerb,
  costVerb,
  projectsVerb,
  agentsVerb,
  whoVerb,
  createHelpVerb(() => verbs),
];

/** Every verb there is, and the names of those that answer NOT_BUILT. */
export const verbTable: VerbTable = {
  verbs,
  planned: [
    'stop',
    'answer',
    'approve',
    'deny',
    'budget',
    'retry',
    'continue',
    'compact',
    'rollback',
    'switch',
    'plan',
    'schedule',
    'template',
    'hook',
    'draft',
    'digest',
    'drain',
    'undrain',
    'limit',
    'flush',
    'evict',
    'edit',
    'purge',
    'split',
    'msg',
    'inbox',
    'phases',
    'phase',
    'followup',
    'jobs',
    'doctor',
  ],
  instead: {
    stop: 'Until then: pause holds it before the next turn, cancel ends it at once.',
    retry: 'Until then: start a new goal with run.',
    continue: 'Until then: start a new goal with run --base BRANCH.',
    budget: 'Until then: start a new goal with larger --turns, --cost, --tokens or --time.',
    doctor: 'At the machine: npm run drover -- doctor.',
  },
};
