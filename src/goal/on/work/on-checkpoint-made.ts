import { record, type Draft } from '../../draft.ts';
import type { EventOf } from '../../events.ts';

/** The worktree is saved; the turn may begin. */
export function onCheckpointMade(draft: Draft, event: EventOf<'CheckpointMade'>): void {
  draft.goal.checkpoints.push({ number: event.number, sha: event.sha, at: draft.context.now });
  draft.goal.next = 'turn';
  record(draft, 'checkpoint', { number: event.number, sha: event.sha });
}
