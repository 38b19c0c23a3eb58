import { order, type Draft } from '../../draft.ts';

/** Failed extractions in a row after which none is tried any more in this goal. */
const mostFailures = 3;

/** Notes are looked for after every so many turns, one turn at a time. */
export function orderMemory(draft: Draft): void {
  const { goal, context } = draft;
  const { extractEvery } = goal.spec.memory;
  const row = goal.turns.at(-1);
  if (row === undefined || row.kind !== 'work' || row.text.trim() === '') return;
  if (extractEvery === 0 || row.turn % extractEvery !== 0 || !context.rules.helps.memory) return;
  if (goal.remembering.failures >= mostFailures) return;
  if (goal.effects.some((effect) => effect.type === 'ExtractMemory')) return;
  goal.remembering.lastSeq = row.seq;
  order(draft, { type: 'ExtractMemory', seq: row.seq });
}
