import type { VerbTable } from '../parse-verb.ts';
import { whoVerb } from './access/who.ts';
import { continueVerb, retryVerb } from './control/again.ts';
import { answerVerb } from './control/answer.ts';
import { budgetVerb } from './control/budget.ts';
import { cancelVerb, pauseVerb, resumeVerb } from './control/controls.ts';
import { compactVerb, switchVerb } from './control/course.ts';
import { approveVerb, denyVerb } from './control/decide-request.ts';
import { rollbackVerb } from './control/rollback.ts';
import { sayVerb } from './control/say.ts';
import { stopVerb } from './control/stop.ts';
import { drainVerb, undrainVerb } from './operate/drain.ts';
import { doctorVerb } from './operate/doctor.ts';
import { editVerb } from './operate/edit.ts';
import { draftVerb } from './draft/draft.ts';
import { evictVerb } from './operate/evict.ts';
import { flushVerb } from './operate/flush.ts';
import { limitVerb } from './operate/limit.ts';
import { purgeVerb } from './operate/purge.ts';
import { hookVerb } from './hooks/hook.ts';
import { createHelpVerb } from './help.ts';
import { digestVerb } from './recurring/digest.ts';
import { jobsVerb } from './recurring/jobs.ts';
import { scheduleVerb } from './recurring/schedule.ts';
import { templateVerb } from './recurring/template.ts';
import { runVerb } from './run/run.ts';
import { listVerb } from './show/list.ts';
import { costVerb, diffVerb, logsVerb, statusVerb, turnsVerb } from './show/show-goal.ts';
import { agentsVerb, projectsVerb } from './show/show-installation.ts';
import type { Verb } from './verb.ts';

const verbs: readonly Verb[] = [
  runVerb,
  draftVerb,
  listVerb,
  statusVerb,
  pauseVerb,
  resumeVerb,
  stopVerb,
  cancelVerb,
  sayVerb,
  answerVerb,
  budgetVerb,
  approveVerb,
  denyVerb,
  continueVerb,
  retryVerb,
  compactVerb,
  rollbackVerb,
  switchVerb,
  hookVerb,
  logsVerb,
  turnsVerb,
  diffVerb,
  costVerb,
  projectsVerb,
  agentsVerb,
  whoVerb,
  editVerb,
  drainVerb,
  undrainVerb,
  limitVerb,
  flushVerb,
  evictVerb,
  scheduleVerb,
  jobsVerb,
  templateVerb,
  digestVerb,
  purgeVerb,
  doctorVerb,
  createHelpVerb(() => verbs),
];

/** Every verb there is, and the names of those that answer NOT_BUILT. */
export const verbTable: VerbTable = {
  verbs,
  planned: ['plan', 'split', 'msg', 'inbox', 'phases', 'phase', 'followup'],
  instead: {},
};
