import { isTerminal } from '../../../domain/goal.ts';
import type { GoalId } from '../../../domain/ids.ts';
import type { VerbAnswer } from '../../../domain/verb.ts';
import type { GoalEvent } from '../../../goal/events.ts';
import type { GoalDocument } from '../../../goal/state.ts';
import type { EntryWrite } from '../../../ports/store/goal-store.ts';
import { applyEvent } from '../../../runner/apply.ts';
import { stateLine } from '../../../text/state-line.ts';
import { answer, refusal } from '../../answers.ts';
import { markOf, remember, storedAnswer } from '../../inbox-mark.ts';
import type { VerbCall, VerbWorld } from '../verb.ts';

/** How a control verb acts on one goal. */
export interface Control {
  /** What happens to the goal as it is now; an answer when nothing happens: the control is idempotent, or refused. */
  readonly decide: (goal: GoalDocument) => GoalEvent | VerbAnswer;
  /** The answer after it happened. */
  readonly done: (after: GoalDocument, before: GoalDocument) => VerbAnswer;
  /** It is also for goals whose run is over; the others answer that it is. */
  readonly onEnded?: true;
  /** Written in the same commit; when somebody was faster with one of them, nothing happens. */
  readonly entries?: readonly EntryWrite[];
}

/** Folds a control into the goal, its answer stored in the same commit, so that a repeated delivery changes nothing. */
export async function controlGoal(world: VerbWorld, call: VerbCall, control: Control): Promise<VerbAnswer> {
  const { goal: id, message } = call;
  if (id === undefined)
    return refusal('GOAL_REQUIRED', 'Which goal?', `Name it: /goal ${call.verb.name} G-1`);
  const { runtime } = world;
  // What was decided last is what counts: after a write conflict it is decided again.
  let given: VerbAnswer = refusal('GOAL_NOT_FOUND', `There is no goal ${id}`, 'See /goal list --all.');
  let before: GoalDocument | undefined;
  const decide = (goal: GoalDocument): GoalEvent | undefined => {
    before = goal;
    const decided = isTerminal(goal.state) && control.onEnded !== true ? ended(goal) : control.decide(goal);
    if (!('content' in decided)) return decided;
    given = decided;
    return undefined;
  };
  const done = (after: GoalDocument) => control.done(after, before ?? after);
  const applied = await applyEvent(runtime, id, decide, {
    inboxMarks: (after) => [markOf(message, done(after), runtime.clock.now())],
    ...(control.entries === undefined ? {} : { entries: control.entries }),
  });
  if (applied.is === 'applied') return done(applied.after);
  if (applied.is === 'overtaken') return overtaken(id);
  if (applied.is === 'repeat') return storedAnswer(applied.mark);
  return given.ok ? remember(runtime, message, given) : given;
}

const overtaken = (id: GoalId): VerbAnswer =>
  refusal(
    'WRONG_USAGE',
    'Somebody else did the like at the same moment',
    'Nothing was changed. Try again.',
    id,
  );

const ended = (goal: GoalDocument): VerbAnswer =>
  refusal(
    'GOAL_ENDED',
    `${goal.id} has ended: ${stateLine(goal)}`,
    `Nothing was changed. Go on with it: /goal continue ${goal.id} TEXT; or start a new one with /goal run.`,
    goal.id,
  );

/** An answer about a goal that says where it stands now. */
export const aboutGoal = (title: string, goal: GoalDocument, ...more: string[]): VerbAnswer =>
  answer(title, [{ type: 'small', spans: [[...more, `Now ${stateLine(goal)}.`].join(' ')] }], {
    goal: goal.id,
    data: { state: goal.state },
  });

/** Nothing was done to the goal: why not, and what to do instead. */
export const cannot = (goal: GoalDocument, message: string, hint: string): VerbAnswer =>
  refusal('WRONG_USAGE', message, hint, goal.id);
