import { GoalIdSchema } from '../../domain/ids.ts';
import type { Pressed } from '../../ports/chat/desk.ts';
import { parseRequest } from '../parse-request.ts';

/**
 * What a control's `act` says. It names things and decides nothing:
 * `VERB/G-1`, `VERB/G-1/TEXT`, `answer/G-1/Q-1/2`, `approve/R-7K2M4Q`, `form/VERB`, `form/VERB/G-1`, `form/answer/G-1/Q-1`.
 */
export function readAct(act: string): Pressed | undefined {
  const [verb = '', about = '', ...rest] = act.split('/');
  if (verb === 'form') return about === '' ? undefined : { is: 'form', act };
  if (!/^[a-z]{2,20}$/u.test(verb)) return undefined;
  const request = parseRequest(about);
  const text = rest.join(' ');
  if (request !== undefined) return asked({ verb, text, flags: { request } });
  const goal = GoalIdSchema.safeParse(about);
  if (goal.success) return asked({ verb, goal: goal.data, text });
  return about === '' ? asked({ verb, text: '' }) : undefined;
}

const asked = (fields: {
  verb: string;
  goal?: string;
  text: string;
  flags?: Readonly<Record<string, unknown>>;
}): Pressed => ({ is: 'request', request: { form: 'fields', ...fields } });
