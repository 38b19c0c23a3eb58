import { requestOf } from './goal-request.ts';
import { runFlags } from './run-flags.ts';
import { dispatchWithTemplate } from './with-template.ts';
import type { Verb } from '../verb.ts';

export const runVerb: Verb = {
  name: 'run',
  role: 'run',
  goal: 'none',
  text: 'needed',
  textName: 'TEXT',
  textUnless: 'template',
  flags: runFlags,
  plannedFlags: ['plan', 'skill', 'file'],
  summary: 'start a goal: an agent works on TEXT until the checks pass',
  handle: (world, call) => dispatchWithTemplate(world, requestOf(call)),
};
