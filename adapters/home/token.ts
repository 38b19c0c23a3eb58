import { randomBytes } from 'node:crypto';
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { DroverError } from '../../src/domain/errors.ts';
import { createOnce, readIfThere } from './create-once.ts';

/**
 * The token of the HTTP API where none is configured: 32 bytes of chance, made once into `token` (0600).
 * @throws DroverError CONFIG_INVALID when the file is there and holds none
 */
export async function readOrMakeToken(home: string): Promise<string> {
  const path = join(home, 'token');
  if ((await readIfThere(path)) === undefined)
    await createOnce(path, `${randomBytes(32).toString('base64url')}\n`);
  await chmod(path, 0o600);
  const token = (await readIfThere(path))?.trim() ?? '';
  if (token.length >= 16) return token;
  throw new DroverError(
    'CONFIG_INVALID',
    `${path} holds no token of at least 16 characters`,
    'Remove the file, and a new token is made; or set DROVER_TOKEN.',
  );
}

/** The token that a running drover made; undefined when there is none. For clients. */
export async function readToken(home: string): Promise<string | undefined> {
  const token = (await readIfThere(join(home, 'token')))?.trim();
  return token === '' ? undefined : token;
}
