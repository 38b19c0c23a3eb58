import { dispatchGoal } from './dispatch-goal.ts';
import { requestOf } from './goal-request.ts';
import { runFlags } from './run-flags.ts';
import type { Verb } from '../verb.ts';

export const runVerb: Verb = {
  name: 'run',
  role: 'run',
  goal: 'none',
  text: 'needed',
  textName: 'TEXT',
  flags: runFlags,
  plannedFlags: ['plan', 'skill', 'template', 'file'],
  summary: 'start a goal: an agent works on TEXT until the checks pass',
  handle: (world, call) => dispatchGoal(world, requestOf(call)),
};
