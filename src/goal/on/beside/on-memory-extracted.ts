import { mostExtractionFailures } from '../../../policy/memory/extraction-gate.ts';
import { record, type Draft } from '../../draft.ts';
import type { EventOf } from '../../events.ts';
import { orderExtraction } from '../../moves/beside/order-memory.ts';
import { bookHelper } from '../../moves/book-helper.ts';

/** Notes were written, or not; either way the loop does not care. The turn that waited comes next. */
export function onMemoryExtracted(draft: Draft, event: EventOf<'MemoryExtracted'>): void {
  const { remembering } = draft.goal;
  bookHelper(draft, event.usage);
  remembering.failures = event.failed === true ? remembering.failures + 1 : 0;
  if (event.skipped !== undefined) record(draft, 'extract_memories.skipped', { reason: event.skipped });
  else record(draft, 'extract_memories.completed', { written: event.written, refused: event.refused });
  const { waiting } = remembering;
  if (waiting === undefined) return;
  if (remembering.failures < mostExtractionFailures) orderExtraction(draft, waiting);
  else delete remembering.waiting;
}
