import { record, type Draft } from '../../draft.ts';
import type { EventOf } from '../../events.ts';
import { bookHelper } from '../../moves/book-helper.ts';
import { retireSession } from '../../moves/sessions.ts';
import { failCompaction } from '../../moves/settle-compaction.ts';

/** Longest summary that is kept, in characters; a prompt passes on less. */
const longest = 20_000;

/**
 * The helper model wrote down where a session stands: the next turn begins a fresh one from that. Where it could not, the
 * session is kept as it is, unless it had overflowed: then it can only be given up.
 */
export function onSessionSummarised(draft: Draft, event: EventOf<'SessionSummarised'>): void {
  const { goal, context } = draft;
  bookHelper(draft, event.usage);
  goal.next = 'turn';
  const before = goal.session?.context?.used;
  const text = event.text?.trim() ?? '';
  if (text === '') return failCompaction(draft, event.problem ?? 'there was no summary');
  const sizes = before === undefined ? {} : { before };
  goal.summary = { text: text.slice(0, longest), at: context.now, ...sizes };
  record(draft, 'compact.completed', { ...sizes, why: goal.compaction.wanted, how: 'summary' });
  record(draft, 'compact.summary_stored', { ...sizes, characters: goal.summary.text.length });
  goal.compaction = { failures: 0 };
  retireSession(draft, 'it was summed up; a fresh one goes on from that');
  draft.notices.push({ type: 'Compacted', ...sizes });
}
