import { judgesBase } from '../../../domain/acceptance.ts';
import { order, type Draft } from '../../draft.ts';

/** The checks run once on the untouched base, beside the first turn; again when a stop took that order back. */
export function orderBaseline(draft: Draft): void {
  const { goal } = draft;
  const known = goal.baseline !== undefined || goal.turns.length > 1;
  const ordered = goal.effects.some((effect) => effect.type === 'RunBaseline');
  const judges = goal.criteria.some(judgesBase);
  if (goal.workspace !== undefined && judges && !known && !ordered) order(draft, { type: 'RunBaseline' });
}
