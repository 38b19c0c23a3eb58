import { DroverError, toError } from '../../../../src/domain/errors.ts';

/**
 * The newest shape of the store's files that this drover knows. 2: the registry; without it money would be forgotten.
 * 3: entries, posts of no goal and goals that were taken out, which would be back.
 */
export const schema = 3;

/** What people are told when the disk did not do as asked. */
export function storeError(thrown: unknown, path: string): DroverError {
  if (thrown instanceof DroverError) return thrown;
  const cause = toError(thrown);
  const code = 'code' in cause ? cause.code : undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    const hint = 'Make room on that disk, then start drover again; everything that was confirmed is kept.';
    return new DroverError('DISK_FULL', `no room left to write to ${path}`, hint, { cause });
  }
  const hint = 'Look after the disk, then start drover again; everything that was confirmed is kept.';
  return new DroverError('STORE_FAILED', `cannot write to ${path}: ${cause.message}`, hint, { cause });
}

/** A file that is not what the store wrote. */
export const corrupt = (file: string, offset: number, what: string): DroverError =>
  new DroverError(
    'STORE_CORRUPT',
    `${file} is damaged at byte ${offset}: ${what}`,
    'Restore the store folder from a backup; nothing was changed.',
  );

/** @throws DroverError STORE_TOO_NEW for a file that a newer drover wrote */
export function refuseNewer(file: string, found: number): void {
  if (found <= schema) return;
  throw new DroverError(
    'STORE_TOO_NEW',
    `${file} was written by a newer drover (schema ${found}, this one knows ${schema})`,
    'Start the newer drover, or restore a backup from before the upgrade.',
  );
}
