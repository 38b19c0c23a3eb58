import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { Random } from '../ports/random.ts';
import type { Store } from '../ports/store/store.ts';

/** What everything in this room needs. */
export interface Runtime {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** A progress notice every so many turns; 0 = never. */
  readonly noticeEveryTurns: number;
}
