import { randomBytes } from 'node:crypto';
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { DroverError } from '../../../src/domain/errors.ts';
import { createOnce, readIfThere } from '../create-once.ts';

/**
 * The key that proves whose question comes through the door: 32 bytes of chance, made once into `door-key` (0600). It
 * outlives drover, as the agents do that hold tokens made with it.
 * @throws DroverError CONFIG_INVALID when the file is there and holds none
 */
export async function readOrMakeDoorKey(home: string): Promise<string> {
  const path = join(home, 'door-key');
  if ((await readIfThere(path)) === undefined)
    await createOnce(path, `${randomBytes(32).toString('base64url')}\n`);
  await chmod(path, 0o600);
  const key = (await readIfThere(path))?.trim() ?? '';
  if (key.length >= 43) return key;
  throw new DroverError(
    'CONFIG_INVALID',
    `${path} holds no key`,
    'Remove the file, and a new key is made; agents that run meanwhile can then ask nothing any more.',
  );
}
