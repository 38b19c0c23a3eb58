import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { kill } from 'node:process';
import { z } from 'zod';
import { DroverError } from '../../../src/domain/errors.ts';

/** What tells where drover is, from variables. */
export interface WhereDrover {
  /** Absolute path of `DROVER_HOME`. */
  readonly home: string;
  /** `DROVER_URL`. */
  readonly url?: string;
  /** `DROVER_TOKEN`. */
  readonly token?: string;
}

export interface FoundDrover {
  readonly url: string;
  readonly token: string;
}

const OwnerSchema = z.object({ pid: z.int().positive(), url: z.string().optional() });

/** The address and token of the running drover. Throws NOT_RUNNING or TOKEN_REFUSED, each saying what to do. */
export async function findDrover(where: WhereDrover): Promise<FoundDrover> {
  const url = where.url ?? (await urlOfOwner(where.home));
  return { url: url.replace(/\/+$/, ''), token: where.token ?? (await tokenIn(where.home)) };
}

async function urlOfOwner(home: string): Promise<string> {
  const file = join(home, 'locks', 'owner.json');
  const text = await textOf(file);
  if (text === undefined) throw notRunning(`no drover runs with the home ${home}`);
  const owner = OwnerSchema.safeParse(parsed(text));
  if (!owner.success) throw notRunning(`${file} cannot be understood`);
  if (!isAlive(owner.data.pid))
    throw notRunning(`the drover of ${home} (process ${owner.data.pid}) has ended`);
  if (owner.data.url === undefined)
    throw notRunning(`the drover of ${home} (process ${owner.data.pid}) is not ready yet`);
  return owner.data.url;
}

export const notRunning = (what: string, cause?: unknown): DroverError =>
  new DroverError(
    'NOT_RUNNING',
    what,
    'Start it with: drover start. Or set DROVER_URL, or the DROVER_HOME it was started with.',
    { cause },
  );

async function tokenIn(home: string): Promise<string> {
  const token = (await textOf(join(home, 'token')))?.trim();
  if (token !== undefined && token !== '') return token;
  throw new DroverError(
    'TOKEN_REFUSED',
    `there is no token in ${join(home, 'token')}`,
    'Set DROVER_TOKEN to the token of the drover you mean.',
  );
}

/** undefined when the file is not there; other errors are for people to see. */
async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return undefined;
    throw new DroverError(
      'TOKEN_REFUSED',
      `${file} cannot be read`,
      'Run this as the user that drover runs as.',
      {
        cause: error,
      },
    );
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Half a file, or something else: the schema refuses it.
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    return kill(pid, 0);
  } catch (error) {
    // EPERM: it is there and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
