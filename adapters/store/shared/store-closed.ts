import { DroverError } from '../../../src/domain/errors.ts';

/** What a write to a closed store gets. */
export const storeClosed = (): DroverError =>
  new DroverError('SHUTTING_DOWN', 'the store is closed', 'Try again when drover is running again.');
