import { record, type Draft } from '../../draft.ts';
import type { EventOf } from '../../events.ts';
import { bookHelper } from '../../moves/book-helper.ts';

/** Notes were written, or not; either way the loop does not care. */
export function onMemoryExtracted(draft: Draft, event: EventOf<'MemoryExtracted'>): void {
  const { remembering } = draft.goal;
  bookHelper(draft, event.usage);
  remembering.failures = event.failed === true ? remembering.failures + 1 : 0;
  if (event.skipped !== undefined) record(draft, 'extract_memories.skipped', { reason: event.skipped });
  else
    record(draft, 'extract_memories.completed', {
      written: event.written,
      refused: event.refused,
    });
}
