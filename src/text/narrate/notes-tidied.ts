import type { Content, Span } from '../../domain/surface/content.ts';
import type { Notice } from '../../goal/notices.ts';
import type { GoalDocument } from '../../goal/state.ts';
import { oneLine, plural } from '../format.ts';
import { said } from './spans.ts';

type Tidied = Extract<Notice, { type: 'NotesTidied' }>;

/** Files that are named; more would flood the thread. */
const mostNamed = 8;

/** What became of the notes: taken over, put back, or left as they are. */
export function notesTidied(goal: GoalDocument, notice: Tidied): Content {
  const { outcome, written, removed, refused, why } = notice;
  if (outcome === 'skipped')
    return said('warn', `${goal.id}: the notes stay as they are`, [
      `${oneLine(why ?? 'nothing was done', 300)}.`,
    ]);
  const counts = `${plural(written.length, 'note')} written, ${removed.length} removed`;
  const back: Span[] =
    refused.length === 0
      ? []
      : [`Put back, because they break the rules for notes: ${refusedWords(refused)}.`];
  return said(back.length === 0 ? 'good' : 'warn', `${goal.id}: the notes are tidied`, [`${counts}.`], back);
}

function refusedWords(refused: Tidied['refused']): string {
  const named = refused
    .slice(0, mostNamed)
    .map(({ file, why }) => `${oneLine(file, 80)} (${oneLine(why, 120)})`);
  const more = refused.length - named.length;
  return named.join('; ') + (more > 0 ? `; and ${more} more` : '');
}
