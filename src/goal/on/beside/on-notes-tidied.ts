import { record, type Draft } from '../../draft.ts';
import type { EventOf } from '../../events.ts';

/** What became of the work on the notes is told, above all what was put back. */
export function onNotesTidied(draft: Draft, { type, ...told }: EventOf<'NotesTidied'>): void {
  record(draft, 'auto_dream', { ...told });
  draft.notices.push({ type, ...told });
}
