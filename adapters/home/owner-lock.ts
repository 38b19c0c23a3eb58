import { randomBytes } from 'node:crypto';
import { readdir, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { DroverError } from '../../src/domain/errors.ts';
import { openControlSocket, removeSocket, type ControlSocket } from './control-socket.ts';
import { createOnce, isErrno, syncFolder, writeBeside } from './create-once.ts';
import { makePrivateFolder } from './home-folders.ts';
import {
  isClaim,
  isOwnerAlive,
  ownerFile,
  readOwnerRecord,
  recordText,
  successorFile,
  type OwnerRecord,
} from './owner-record.ts';
import { ownIdentity } from './process-identity.ts';

/** The right to be the one drover of a home. */
export interface Ownership {
  /** Tells clients where the HTTP server listens. */
  setUrl(url: string): Promise<void>;
  release(): Promise<void>;
}

/**
 * Makes this process the owner of a home, or refuses because another one is. The right is a file made by an atomic
 * link. A dead owner is followed by whoever makes the one file that is named after it; that one replaces the
 * owner's file and is the owner from then on.
 *
 * @throws DroverError ANOTHER_DROVER_RUNS naming the holder
 */
export async function acquireOwnership(home: string, { url }: { url?: string } = {}): Promise<Ownership> {
  const locks = await makePrivateFolder(join(home, 'locks'));
  const id = randomBytes(8).toString('hex');
  const socket = await openControlSocket(locks, id);
  const identity = await ownIdentity();
  const since = new Date().toISOString();
  const record: OwnerRecord = {
    id,
    ...identity,
    since,
    socket: socket.path,
    ...(url !== undefined && { url }),
  };
  try {
    while (!(await tryToOwn(locks, record, home)));
  } catch (error) {
    await socket.close();
    throw error;
  }
  return ownership(locks, record, socket);
}

/**
 * One try: find the last of the line of owners, and be its successor.
 * @returns false when others moved meanwhile, and it has to be looked again
 */
async function tryToOwn(locks: string, record: OwnerRecord, home: string): Promise<boolean> {
  const dead = await lineOfDead(locks, home);
  const last = dead.at(-1);
  const claim = last ? successorFile(locks, last) : ownerFile(locks);
  if (!(await createOnce(claim, recordText(record)))) return false;
  if (!last) return true;
  return (await isNextInLine(locks, dead, record)) ? enter(locks, dead, record) : giveUp(claim);
}

/**
 * The owner's record and the claims that follow it, all of dead processes.
 * @throws DroverError ANOTHER_DROVER_RUNS at the first that lives
 */
async function lineOfDead(locks: string, home: string): Promise<readonly OwnerRecord[]> {
  const dead: OwnerRecord[] = [];
  let record = await readOwnerRecord(ownerFile(locks));
  while (record) {
    if (await isOwnerAlive(record)) throw anotherRuns(record, home);
    dead.push(record);
    record = await readOwnerRecord(successorFile(locks, record));
  }
  return dead;
}

function anotherRuns({ pid, since, url }: OwnerRecord, home: string): DroverError {
  const where = url === undefined ? '' : `, at ${url}`;
  return new DroverError(
    'ANOTHER_DROVER_RUNS',
    `another drover owns ${home}: process ${pid}, started ${since}${where}`,
    'Use that one, stop it first, or set DROVER_HOME to another folder.',
  );
}

/**
 * A claim made late counts for nothing: a slow starter may claim to follow an owner whose true successor has entered and
 * tidied up since. So the line is walked once more, by what stands in it now.
 */
async function isNextInLine(locks: string, dead: readonly OwnerRecord[], own: OwnerRecord): Promise<boolean> {
  let path = ownerFile(locks);
  for (const expected of dead) {
    const found = await readOwnerRecord(path);
    if (found?.id !== expected.id) return false;
    path = successorFile(locks, found);
  }
  return (await readOwnerRecord(path))?.id === own.id;
}

async function giveUp(claim: string): Promise<false> {
  // The true successor may have tidied it away already.
  await removeIfThere(claim);
  return false;
}

/** Replaces the dead owner's file and tidies up after all who came before. */
async function enter(locks: string, dead: readonly OwnerRecord[], record: OwnerRecord): Promise<true> {
  await writeOwner(locks, record);
  for (const name of await readdir(locks)) {
    if (isClaim(name)) await removeIfThere(join(locks, name));
  }
  for (const { socket } of dead) await removeSocket(socket);
  return true;
}

async function writeOwner(locks: string, record: OwnerRecord): Promise<void> {
  const path = ownerFile(locks);
  await rename(await writeBeside(path, recordText(record)), path);
  await syncFolder(locks);
}

function ownership(locks: string, record: OwnerRecord, socket: ControlSocket): Ownership {
  return {
    setUrl: (url) => writeOwner(locks, { ...record, url }),
    release: async () => {
      const current = await readOwnerRecord(ownerFile(locks));
      if (current?.id === record.id) await removeIfThere(ownerFile(locks));
      await socket.close();
    },
  };
}

async function removeIfThere(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if (!isErrno(error, 'ENOENT')) throw error;
  }
}
