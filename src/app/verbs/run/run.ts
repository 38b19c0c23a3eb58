import { offerProjects } from '../draft/offer-projects.ts';
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
  textHelp: 'what is to be done',
  takesFiles: true,
  textUnless: 'template',
  flags: runFlags,
  plannedFlags: ['plan', 'skill', 'file'],
  summary: 'start a goal: an agent works on TEXT until the checks pass',
  async handle(world, call) {
    const given = await dispatchWithTemplate(world, requestOf(call));
    return given.code === 'PROJECT_REQUIRED' ? offerProjects(world, call, given) : given;
  },
};
