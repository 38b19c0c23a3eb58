import { isTerminal } from '../../domain/goal.ts';
import type { GoalId } from '../../domain/ids.ts';
import type { Request } from '../../domain/verb.ts';
import { openQuestions } from '../../goal/moves/question/questions.ts';
import { loadGoal } from '../../runner/document.ts';
import type { VerbTable } from '../parse-verb.ts';
import type { VerbWorld } from '../verbs/verb.ts';

/**
 * What somebody wrote who named drover in a goal's thread: several words that begin with no verb answer the one question
 * that is open, else they are for the agent. A single word that is no verb is a slip, and is told as one.
 */
export async function namedWords(
  { runtime }: VerbWorld,
  { verbs, planned }: VerbTable,
  request: Request,
  thread: GoalId | undefined,
): Promise<Request> {
  if (request.form !== 'line' || request.named !== true || thread === undefined) return request;
  const [name = '', ...more] = request.line.trim().split(/\s+/);
  const names = verbs.flatMap((verb) => [verb.name, ...(verb.aliases ?? [])]);
  if (more.length === 0 || [...names, ...planned].includes(name.toLowerCase())) return request;
  const goal = (await loadGoal(runtime.store, thread))?.goal;
  if (goal === undefined || isTerminal(goal.state)) return request;
  const verb = openQuestions(goal).length === 1 ? 'answer' : 'say';
  return { form: 'fields', verb, goal: goal.id, text: request.line };
}
