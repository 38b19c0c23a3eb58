import { summarySection } from '../../../policy/summary-section.ts';
import { order, record, type Draft } from '../../draft.ts';
import { ending } from '../../ending.ts';
import type { TurnFinished } from '../../events.ts';

/** Longest summary of a turn, in characters. */
const longest = 2000;

/**
 * What the newest turn is summed up as: its summary file, else the last `## Summary` of its text, else what the helper
 * model makes of it beside the loop; nothing where the agent said nothing.
 */
export function summariseTurn(draft: Draft, event: TurnFinished): void {
  const { goal, context } = draft;
  const row = goal.turns.at(-1);
  if (row === undefined || row.kind !== 'work') return;
  const own = event.summaryFile ?? summarySection(event.text);
  if (own !== undefined) return setSummary(draft, row.seq, own);
  if (context.rules.helps.summary && event.text.trim() !== '')
    order(draft, { type: 'SummariseTurn', seq: row.seq });
}

/** Keeps the summary with its turn. */
export function setSummary(draft: Draft, seq: number, text: string): void {
  const row = draft.goal.turns.find((turn) => turn.seq === seq);
  if (row === undefined || text.trim() === '') return;
  row.summary = ending(text.trim(), longest);
  record(draft, 'decision', { what: 'turn summarised', seq });
}
