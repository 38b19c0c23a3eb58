import { GoalIdSchema, type GoalId } from '../../../domain/ids.ts';
import { parseRequest } from '../../parse-request.ts';

/** What a form is about: a verb, and the thing that it is for. */
export interface AskedForm {
  readonly act: string;
  readonly verb: string;
  readonly goal?: GoalId;
  readonly request?: string;
  /** `Q-1`, for an answer. */
  readonly question?: string;
  /** What stands in its text already, as far as an act has room. */
  readonly text?: string;
}

/** `form/run`, `form/run//TEXT`, `form/say/G-1`, `form/answer/G-1/Q-1`, `form/deny/R-7K2M4Q`; undefined when it is none of these. */
export function readForm(act: string): AskedForm | undefined {
  const [head, verb = '', about = '', ...rest] = act.split('/');
  if (head !== 'form' || !/^[a-z]{2,20}$/u.test(verb)) return undefined;
  const text = rest.join('/');
  if (about === '') return { act, verb, ...(text === '' ? {} : { text }) };
  const request = parseRequest(about);
  if (request !== undefined) return { act, verb, request };
  const goal = GoalIdSchema.safeParse(about);
  if (!goal.success) return undefined;
  return { act, verb, goal: goal.data, ...(/^Q-\d+$/u.test(text) ? { question: text } : {}) };
}

/** Room for words in an act, in characters. */
const roomForText = 85;

/** The act of a form for a new goal in which these words stand already; undefined when they are too long. */
export const runFormAct = (text: string): string | undefined =>
  text.length > roomForText || text.includes('\n') ? undefined : `form/run//${text}`;
