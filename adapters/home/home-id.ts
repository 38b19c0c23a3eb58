import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { DroverError } from '../../src/domain/errors.ts';
import { createOnce, readIfThere } from './create-once.ts';

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
const length = 8;

/**
 * Eight letters that name this home; made once and kept in `home-id`. They tell drover's own child processes, branches
 * and refs from those of other homes. No secret.
 */
export async function homeId(home: string): Promise<string> {
  const path = join(home, 'home-id');
  await createOnce(path, `${newId()}\n`);
  const id = (await readIfThere(path))?.trim() ?? '';
  if (/^[a-z2-7]{8}$/.test(id)) return id;
  throw new DroverError(
    'CONFIG_INVALID',
    `${path} does not hold a home's id`,
    'Remove the file when no drover runs; a new id is made. Agents still running for the old id are not found then.',
  );
}

const newId = (): string => Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
