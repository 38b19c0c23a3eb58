import type { Store } from '../../../src/ports/store/store.ts';

/** One promise of the port. It throws when the store breaks it; it knows nothing of the test runner. */
export interface Check {
  readonly title: string;
  /** Whether the store has to survive being closed and opened again. */
  readonly reopens?: boolean;
  readonly run: (lab: Lab) => Promise<void>;
}

/** A new, empty store for one check. */
export interface Lab {
  readonly store: Store;
  /** Closes the store that is open and opens it again; absent for stores that forget. */
  readonly reopen?: () => Promise<Store>;
  /** Lets go of everything that was opened. */
  readonly dispose: () => Promise<void>;
}

export type OpenLab = () => Promise<Lab>;

export function reopened(lab: Lab): Promise<Store> {
  if (!lab.reopen) throw new Error('this store cannot be opened again');
  return lab.reopen();
}
