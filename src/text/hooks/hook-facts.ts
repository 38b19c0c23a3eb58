import { labelOf } from '../../domain/actor.ts';
import { hookKey, type HookAct } from '../../domain/hooks/hook.ts';
import type { GoalDocument } from '../../goal/state.ts';
import { visibleText } from '../fence.ts';
import { oneLine, tail } from '../format.ts';

/** Longest text of a person or an agent that leaves with a hook, in characters. */
const longest = 2000;

/** The name of a moment outside: `goal.done`. */
export const hookEvent = ({ on }: Pick<HookAct, 'on'>): string => `goal.${on}`;

/** What a webhook and a NATS message say: the same for both. JSON. */
export const hookBody = (goal: GoalDocument, act: HookAct): string =>
  JSON.stringify({
    event: hookEvent(act),
    delivery: hookKey(goal.id, act),
    hook: act.hook,
    run: act.run,
    turn: act.turn,
    goal: goalFacts(goal),
  });

const goalFacts = (goal: GoalDocument) => ({
  handle: goal.id,
  title: goal.spec.title,
  text: oneOrMore(goal.spec.text),
  project: goal.spec.project,
  dispatcher: labelOf(goal.spec.dispatcher),
  state: goal.state,
  reason: goal.result?.reason,
  verified: goal.verified,
  branch: goal.branch,
  base: goal.workspace?.base,
  baseSha: goal.workspace?.baseSha,
  sha: goal.sha,
  delivery: goal.delivery.state,
  changes: goal.diff,
  agent: goal.agent.name,
  run: goal.run,
  turns: goal.turn,
  usage: goal.usage,
  waiting: goal.waiting === undefined ? undefined : { reason: goal.waiting.reason, note: goal.waiting.note },
  summary: lastWords(goal),
  parent: goal.spec.parent,
});

const oneOrMore = (text: string): string => tail(visibleText(text), longest);

/** The summary of the last turn, or what its agent said. */
function lastWords(goal: GoalDocument): string {
  const row = goal.turns.findLast(({ kind }) => kind === 'work');
  return oneOrMore((row?.summary ?? row?.text ?? '').trim());
}

/** The same as variables of a command; values are one line each. */
export const hookVariables = (goal: GoalDocument, act: HookAct): Record<string, string> => ({
  DROVER_EVENT: hookEvent(act),
  DROVER_DELIVERY: hookKey(goal.id, act),
  DROVER_HOOK: act.hook,
  DROVER_GOAL: goal.id,
  DROVER_STATE: goal.state,
  DROVER_PROJECT: goal.spec.project,
  DROVER_TITLE: oneLine(visibleText(goal.spec.title), 200),
  DROVER_BRANCH: goal.branch,
  DROVER_SHA: goal.sha ?? '',
  DROVER_BASE_SHA: goal.workspace?.baseSha ?? '',
  DROVER_VERIFIED: goal.verified ?? '',
  DROVER_RUN: String(act.run),
  DROVER_TURNS: String(act.turn),
});

/** What a goal that a hook dispatches is told of the one before it. */
export const chainResult = (goal: GoalDocument): { task: string; status: string; summary: string } => ({
  task: oneOrMore(goal.spec.text),
  status: goal.state,
  summary: lastWords(goal),
});
