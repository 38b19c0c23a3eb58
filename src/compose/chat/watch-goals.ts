import { toError } from '../../domain/errors.ts';
import type { GoalId } from '../../domain/ids.ts';
import type { GoalDocument } from '../../goal/state.ts';
import { loadGoal } from '../../runner/document.ts';
import type { Runtime } from '../../runner/runtime.ts';

/** Milliseconds during which changes are gathered: a running goal is written several times a second. */
const gatherMs = 500;

/**
 * Tells of goals that changed, each as it is then; changes that follow each other closely are told once. Answers what ends it.
 * @param tell must not throw
 */
export function watchGoals(
  { store, clock, logger }: Pick<Runtime, 'store' | 'clock' | 'logger'>,
  tell: (goal: GoalDocument) => void,
): () => void {
  const changed = new Set<GoalId>();
  const over = new AbortController();
  let gathering = false;
  const tellAll = async () => {
    await clock.sleep(gatherMs, over.signal);
    gathering = false;
    const goals = [...changed];
    changed.clear();
    for (const id of goals) {
      const loaded = await loadGoal(store, id);
      if (loaded !== undefined && !over.signal.aborted) tell(loaded.goal);
    }
  };
  const forget = store.onCommit(({ goal }) => {
    if (goal === undefined) return;
    changed.add(goal);
    if (gathering) return;
    gathering = true;
    tellAll().catch((error: unknown) => {
      gathering = false;
      if (!over.signal.aborted) logger.warn({ err: toError(error) }, 'a changed goal could not be shown');
    });
  });
  return () => {
    forget();
    over.abort();
  };
}
