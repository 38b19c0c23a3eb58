import { isTerminal } from '../../../domain/goal.ts';
import type { VerbAnswer } from '../../../domain/verb.ts';
import type { GoalEvent } from '../../../goal/events.ts';
import type { GoalDocument } from '../../../goal/state.ts';
import { applyEvent } from '../../../runner/apply.ts';
import { loadGoal } from '../../../runner/document.ts';
import { stateLine } from '../../../text/status-card.ts';
import { answer, refusal } from '../../answers.ts';
import { markOf, remember, storedAnswer } from '../../inbox-mark.ts';
import type { VerbCall, VerbWorld } from '../verb.ts';

/** How a control verb acts on one goal. */
export interface Control {
  /** What happens to the goal as it is now; undefined when there is nothing to do. */
  readonly event: (goal: GoalDocument) => GoalEvent | undefined;
  /** The answer after it happened. */
  readonly done: (goal: GoalDocument) => VerbAnswer;
  /** The answer when there was nothing to do: the control is idempotent. */
  readonly already: (goal: GoalDocument) => VerbAnswer;
}

/** Folds a control into the goal, its answer stored in the same commit, so that a repeated delivery changes nothing. */
export async function controlGoal(world: VerbWorld, call: VerbCall, control: Control): Promise<VerbAnswer> {
  const { goal: id, message } = call;
  if (id === undefined)
    return refusal('GOAL_REQUIRED', 'Which goal?', `Name it: /goal ${call.verb.name} G-1`);
  const { runtime } = world;
  const decide = (goal: GoalDocument) => (isTerminal(goal.state) ? undefined : control.event(goal));
  const applied = await applyEvent(runtime, id, decide, {
    inboxMarks: (after) => [markOf(message, control.done(after), runtime.clock.now())],
  });
  if (applied.is === 'applied') return control.done(applied.after);
  if (applied.is === 'repeat') return storedAnswer(applied.mark);
  const loaded = await loadGoal(runtime.store, id);
  if (loaded === undefined)
    return refusal('GOAL_NOT_FOUND', `There is no goal ${id}`, 'See /goal list --all.');
  return isTerminal(loaded.goal.state)
    ? ended(loaded.goal)
    : remember(runtime, message, control.already(loaded.goal));
}

const ended = (goal: GoalDocument): VerbAnswer =>
  refusal(
    'GOAL_ENDED',
    `${goal.id} has ended: ${stateLine(goal)}`,
    'Nothing was changed. Start a new one with /goal run.',
    goal.id,
  );

/** An answer about a goal that says where it stands now. */
export const aboutGoal = (title: string, goal: GoalDocument): VerbAnswer =>
  answer(title, [{ type: 'small', spans: [`Now ${stateLine(goal)}.`] }], {
    goal: goal.id,
    data: { state: goal.state },
  });
