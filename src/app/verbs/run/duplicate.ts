import { isTerminal, type GoalSpec } from '../../../domain/goal.ts';
import { claimPrefix, TaskClaimSchema } from '../../../domain/control/task-claim.ts';
import type { VerbAnswer } from '../../../domain/verb.ts';
import type { GoalDocument } from '../../../goal/state.ts';
import { sameTaskMs, taskDigest, taskWords } from '../../../policy/queue/same-task.ts';
import type { EntryWrite } from '../../../ports/store/goal-store.ts';
import { loadGoal } from '../../../runner/document.ts';
import { stateLine } from '../../../text/state-line.ts';
import { answer, small, text } from '../../answers.ts';
import type { DispatchWorld, GoalRequest } from './goal-request.ts';

/** What became of the look for an open goal with the same task. */
export type Sameness =
  | { readonly is: 'same'; readonly goal: GoalDocument }
  /** Nobody is at it; what is written with the new goal keeps it so. */
  | { readonly is: 'new'; readonly entries: (goal: GoalDocument) => readonly EntryWrite[] };

/** Another agent, or another base, is another task. */
const wordsOf = ({ text: typed, agent, model, base }: GoalSpec): string =>
  [taskWords(typed), agent, model ?? '', base ?? ''].join('\n');

/**
 * Looks for an open goal of the same project with the same text, dispatched a little while ago. Only people repeat
 * themselves by accident: what schedules and hooks dispatch has names of its own.
 */
export async function sameTask(
  world: DispatchWorld,
  { flags, from }: GoalRequest,
  spec: GoalSpec,
): Promise<Sameness> {
  if (from !== undefined || flags['anyway'] === true) return { is: 'new', entries: () => [] };
  const { store, clock } = world.runtime;
  const words = wordsOf(spec);
  const key = `${claimPrefix}${spec.project}/${taskDigest(words)}`;
  const known = await store.entry(key);
  const claim = TaskClaimSchema.safeParse(known?.value);
  if (claim.success && claim.data.words === words && clock.now() - claim.data.at < sameTaskMs) {
    const goal = (await loadGoal(store, claim.data.goal))?.goal;
    if (goal !== undefined && !isTerminal(goal.state)) return { is: 'same', goal };
  }
  const old = await outdated(world, key);
  const claimFor = (goal: GoalDocument): EntryWrite => ({
    key,
    expectedVersion: known?.version ?? 0,
    value: { goal: goal.id, at: clock.now(), words },
  });
  return { is: 'new', entries: (goal) => [claimFor(goal), ...old] };
}

/** Claims that say nothing any more go with the next one. */
async function outdated({ runtime }: DispatchWorld, keep: string): Promise<EntryWrite[]> {
  const entries = await runtime.store.entries(claimPrefix);
  const isOld = (value: unknown): boolean => {
    const claim = TaskClaimSchema.safeParse(value);
    return !claim.success || runtime.clock.now() - claim.data.at >= sameTaskMs;
  };
  return entries
    .filter(({ key, value }) => key !== keep && isOld(value))
    .map(({ key, version }) => ({ key, expectedVersion: version, value: undefined }));
}

/** The open goal, instead of a second one. */
export const atItAlready = (goal: GoalDocument): VerbAnswer =>
  answer(
    `${goal.id} is at this already`,
    [
      text(goal.spec.title),
      small(
        `It is ${stateLine(goal)}. Nothing new was started. Another one all the same: /goal run --anyway TEXT.`,
      ),
    ],
    { goal: goal.id, data: { handle: goal.id, project: goal.spec.project, duplicate: true } },
  );
