import type { Template } from '../../../domain/recurring/schedule.ts';
import type { VerbAnswer } from '../../../domain/verb.ts';
import { oneLine } from '../../../text/format.ts';
import { nearest } from '../../../text/nearest.ts';
import { refusal } from '../../answers.ts';
import { findTemplate, templateNames } from '../recurring/template-book.ts';
import { textFlag } from '../flags.ts';
import { dispatchGoal } from './dispatch-goal.ts';
import type { DispatchWorld, GoalRequest } from './goal-request.ts';

/** Dispatches a goal with what a template says, where one is named: what was asked for itself wins. */
export async function dispatchWithTemplate(world: DispatchWorld, request: GoalRequest): Promise<VerbAnswer> {
  const resolved = await withTemplate(world, request);
  return 'content' in resolved ? resolved : dispatchGoal(world, resolved);
}

async function withTemplate(world: DispatchWorld, request: GoalRequest): Promise<GoalRequest | VerbAnswer> {
  const name = textFlag(request, 'template');
  if (name === undefined) return request;
  const template = await findTemplate(world, name);
  if (template === undefined) return noTemplate(name, await templateNames(world));
  const text = fillIn(template.text, request.text);
  if (text === '')
    return refusal(
      'TEXT_REQUIRED',
      `The template “${template.name}” has no text of its own`,
      'Write one after the flags.',
    );
  const { template: _resolved, ...own } = request.flags;
  return { ...request, text, flags: { ...flagsBeside(own, template), ...own } };
}

/** `{text}` stands for what was typed; without it that follows the template's text. */
function fillIn(template: string, typed: string): string {
  if (template.includes('{text}')) return template.replaceAll('{text}', () => typed).trim();
  return [template, typed].filter((part) => part !== '').join('\n\n');
}

/** Whoever asks for checks of their own wants neither those of the template nor its “no checks”. */
function flagsBeside(own: GoalRequest['flags'], { flags }: Template): GoalRequest['flags'] {
  if (own['accept'] === undefined && own['no-accept'] === undefined) return flags;
  const { accept: _accept, 'no-accept': _noAccept, ...others } = flags;
  return others;
}

/** There is none of that name. */
export function noTemplate(name: string, names: readonly string[]): VerbAnswer {
  const guess = nearest(name, names);
  return refusal(
    'WRONG_USAGE',
    `There is no template “${oneLine(name, 60)}”${guess === undefined ? '' : `; did you mean “${guess}”?`}`,
    names.length === 0 ? 'Save one: /goal template save NAME TEXT.' : `Known: ${names.join(', ')}.`,
  );
}
