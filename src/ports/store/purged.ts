import type { InboxMark } from './goal-store.ts';

/** What went with a goal: bytes on the disk, and how many notes. */
export interface PurgedParts {
  readonly bytes: number;
  readonly notes: number;
}

/** What became of the wish to take a goal out for good. */
export type Purged =
  | { readonly is: 'purged'; readonly parts: PurgedParts }
  /** Somebody works on it, or something of its last run still has to be done. */
  | { readonly is: 'busy' }
  /** It has a new run, or is not there any more. */
  | { readonly is: 'open' }
  | { readonly is: 'repeat'; readonly mark: InboxMark };
