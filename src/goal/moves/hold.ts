import type { Actor } from '../../domain/actor.ts';
import { record, type Draft } from '../draft.ts';
import type { Notice } from '../notices.ts';

/** The wished pause takes effect; the slot is free from here on. */
export function hold(draft: Draft): void {
  const by = draft.goal.pausedBy;
  park(draft, by === undefined ? { type: 'Paused' } : { type: 'Paused', by });
}

/** The turn was ended at a person's wish. */
export function holdStopped(draft: Draft, turn: number): void {
  const by = draft.goal.pausedBy;
  park(draft, { type: 'Stopped', turn, ...(by === undefined ? {} : { by }) });
}

function park(draft: Draft, notice: Notice & { readonly by?: Actor }): void {
  const { goal } = draft;
  goal.state = 'paused';
  goal.pauseWished = false;
  for (const passing of ['waiting', 'sleep', 'emptyPurse'] as const) delete goal[passing];
  record(draft, 'paused', notice.by === undefined ? {} : { by: notice.by });
  draft.notices.push(notice);
}
