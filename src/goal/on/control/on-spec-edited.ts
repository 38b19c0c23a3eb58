import { labelOfCriterion } from '../../../domain/acceptance.ts';
import type { Actor } from '../../../domain/actor.ts';
import { isTerminal, type AgentChoice, type GoalSpec } from '../../../domain/goal.ts';
import { record, type Draft } from '../../draft.ts';
import type { EventOf, SpecChange } from '../../events.ts';
import { runningTurn, withdrawOrders } from '../../moves/withdraw.ts';
import { onMessageGiven } from './on-control.ts';
import { onSwitchWished } from './on-course.ts';

/**
 * What was asked for is another thing now. An agent that has begun is told by a message, so that no work is accepted
 * that does not know of it; without a running turn that message is the next thing that happens.
 */
export function onSpecEdited(draft: Draft, event: EventOf<'SpecEdited'>): void {
  const { goal } = draft;
  if (isTerminal(goal.state)) return;
  const { agent, ...change } = event.change;
  goal.spec = { ...(change.text === undefined ? goal.spec : withoutOutside(goal.spec)), ...change };
  if (change.after !== undefined) goal.dependencies = change.after.map((id) => known(draft, id));
  if (change.acceptance !== undefined) pinAgain(draft, change.acceptance, event.digest);
  if (agent !== undefined) reassign(draft, agent, event.by);
  record(draft, 'decision', { what: 'edited', by: event.by, change: event.change });
  draft.notices.push({ type: 'Edited', by: event.by, what: whatOf(event.change) });
  const text = tidings(event.change);
  if (text !== '' && goal.turn > 0)
    onMessageGiven(draft, {
      type: 'MessageGiven',
      by: event.by,
      text,
      now: runningTurn(goal) === undefined,
    });
}

/** A person’s own words take the place of those of a trigger. */
function withoutOutside({ outside: _outside, ...spec }: GoalSpec): GoalSpec {
  return spec;
}

const names: Readonly<Record<keyof SpecChange, string>> = {
  text: 'the task',
  title: '',
  acceptance: 'the checks',
  after: 'what it comes after',
  priority: 'its priority',
  agent: 'its agent',
};

/** `the task, its priority`. */
const whatOf = (change: SpecChange): string =>
  Object.entries(names)
    .filter(([key, name]) => key in change && name !== '')
    .map(([, name]) => name)
    .join(', ');

/** What was heard of a goal that it came after before is still so. */
const known = ({ goal }: Draft, id: GoalSpec['after'][number]) =>
  goal.dependencies.find((one) => one.goal === id) ?? { goal: id };

/** Criteria that are settled already are settled again; those that are just being settled are settled anew. */
function pinAgain(draft: Draft, acceptance: GoalSpec['acceptance'], digest: string | undefined): void {
  const { goal } = draft;
  goal.spec.acceptanceFrom = 'request';
  delete goal.trouble;
  if (goal.workspace === undefined) return withdrawOrders(draft);
  if (acceptance === 'auto') return;
  goal.criteria = acceptance === 'none' ? [] : [...acceptance];
  if (digest === undefined) delete goal.pinned;
  else goal.pinned = { source: acceptance === 'none' ? 'none' : 'request', digest };
}

/** Before the first turn it is simply another agent; later one takes over from the other. */
function reassign(draft: Draft, agent: AgentChoice, by: Actor): void {
  const { goal } = draft;
  const { model: _model, choose: _choose, ...spec } = goal.spec;
  goal.spec = { ...spec, agent: agent.name, ...(agent.model === undefined ? {} : { model: agent.model }) };
  if (goal.turn > 0) return onSwitchWished(draft, { type: 'SwitchWished', by, agent });
  goal.agent = agent;
  if (goal.next !== 'choose') return;
  withdrawOrders(draft);
  goal.next = 'prepare';
}

/** The change as the agent is told it. */
function tidings({ text, acceptance }: SpecChange): string {
  const parts: string[] = [];
  if (text !== undefined) parts.push(`The task was changed. It is now:\n\n${text}`);
  if (Array.isArray(acceptance))
    parts.push(
      `The checks were changed. When you end your turn, these must pass:\n${acceptance.map((one) => `- ${labelOfCriterion(one)}`).join('\n')}`,
    );
  return parts.join('\n\n');
}
