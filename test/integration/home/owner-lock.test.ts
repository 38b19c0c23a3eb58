import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openControlSocket } from '../../../adapters/home/control-socket.ts';
import { acquireOwnership } from '../../../adapters/home/owner-lock.ts';
import { findOwner, type OwnerRecord } from '../../../adapters/home/owner-record.ts';
import { ownIdentity } from '../../../adapters/home/process-identity.ts';
import { makePrivateFolder } from '../../../adapters/home/home-folders.ts';
import { startStarter, type Starter } from './starter.ts';

let home: string;
let starters: Starter[];

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'drover-home-'));
  starters = [];
});
afterEach(async () => {
  await Promise.all(starters.map((starter) => starter.kill()));
  await rm(home, { recursive: true, force: true });
});

async function start(count: number): Promise<readonly Starter[]> {
  const started = await Promise.all(Array.from({ length: count }, () => startStarter(home)));
  starters.push(...started);
  return started;
}

/** Writes an owner's record as an earlier life would have left it. */
async function leaveBehind(changes: Partial<OwnerRecord>): Promise<OwnerRecord> {
  const locks = await makePrivateFolder(join(home, 'locks'));
  const since = '2026-01-01T00:00:00.000Z';
  const socket = join(locks, 'gone.sock');
  const record = { id: '0123456789abcdef', ...(await ownIdentity()), since, socket, ...changes };
  await writeFile(join(locks, 'owner.json'), JSON.stringify(record));
  return record;
}

const onLinux = process.platform === 'linux';

describe('owning a home', () => {
  it('refuses a second owner and names the first: process, start and address', async () => {
    const ownership = await acquireOwnership(home, { url: 'http://127.0.0.1:1' });
    const { since } = (await findOwner(home)) ?? {};
    await expect(acquireOwnership(home)).rejects.toMatchObject({
      code: 'ANOTHER_DROVER_RUNS',
      message: expect.stringMatching(
        new RegExp(`process ${process.pid}, started ${since}, at http://127.0.0.1:1`),
      ),
    });
    await ownership.release();
  });

  it('is free again after a release, and leaves nothing behind', async () => {
    await (await acquireOwnership(home)).release();
    expect(await readdir(join(home, 'locks'))).toEqual([]);
    const again = await acquireOwnership(home);
    await again.release();
  });

  it('tells clients the address once it is known', async () => {
    const ownership = await acquireOwnership(home);
    expect(await findOwner(home)).toMatchObject({ pid: process.pid });
    await ownership.setUrl('http://127.0.0.1:8787');
    expect((await findOwner(home))?.url).toBe('http://127.0.0.1:8787');
    await ownership.release();
    expect(await findOwner(home)).toBeUndefined();
  });

  it('does not take away the record of another owner when it is released late', async () => {
    const ownership = await acquireOwnership(home);
    const other = await leaveBehind({});
    await ownership.release();
    expect(JSON.parse(await readFile(join(home, 'locks', 'owner.json'), 'utf8'))).toEqual(other);
  });

  it('goes to exactly one of many processes that start at once', async () => {
    const racers = await start(8);
    const answers = await Promise.all(racers.map((racer) => racer.go()));
    expect(answers.filter((answer) => answer === 'owner')).toHaveLength(1);
    const owner = racers[answers.indexOf('owner')];
    const refusals = answers.filter((answer) => answer.includes(`process ${owner?.pid},`));
    expect(refusals).toHaveLength(7);
  });

  it('goes to exactly one of many processes that find a dead owner, time after time', async () => {
    const [first] = await start(1);
    expect(await first?.go()).toBe('owner');
    await first?.kill();
    for (let round = 0; round < 3; round += 1) {
      const racers = await start(6);
      const answers = await Promise.all(racers.map((racer) => racer.go()));
      expect(answers.filter((answer) => answer === 'owner')).toHaveLength(1);
      expect(answers.filter((answer) => !answer.startsWith('refused: another drover owns'))).toEqual([
        'owner',
      ]);
      await Promise.all(racers.map((racer) => racer.kill()));
    }
    expect((await readdir(join(home, 'locks'))).filter((name) => name.startsWith('after-'))).toEqual([]);
  });

  it('passes over a starter that died between its claim and its entry', async () => {
    const [dead] = await start(1);
    expect(await dead?.go()).toBe('owner');
    await dead?.kill();
    const path = join(home, 'locks', 'owner.json');
    const owner: OwnerRecord = JSON.parse(await readFile(path, 'utf8'));
    const claimed = { ...owner, id: 'fedcba9876543210' };
    await writeFile(join(home, 'locks', `after-${owner.id}.json`), JSON.stringify(claimed));
    const racers = await start(4);
    const answers = await Promise.all(racers.map((racer) => racer.go()));
    expect(answers.filter((answer) => answer === 'owner')).toHaveLength(1);
  });

  it.skipIf(!onLinux).each([
    ['another start time', { startTime: '1' }],
    ['another boot', { bootId: 'another' }],
  ])('follows an owner whose process number now belongs to one with %s', async (_, changes) => {
    await leaveBehind(changes);
    const ownership = await acquireOwnership(home);
    expect(await findOwner(home)).toMatchObject(await ownIdentity());
    await ownership.release();
  });

  it('respects an owner that it cannot see but that answers on its socket', async () => {
    const locks = await makePrivateFolder(join(home, 'locks'));
    const id = '0123456789abcdef';
    const socket = await openControlSocket(locks, id);
    await leaveBehind({ id, pid: 2 ** 30, bootId: 'another', socket: socket.path });
    await expect(acquireOwnership(home)).rejects.toMatchObject({ code: 'ANOTHER_DROVER_RUNS' });
    await socket.close();
    const ownership = await acquireOwnership(home);
    await ownership.release();
  });

  it('refuses when it cannot read who owns the home', async () => {
    await makePrivateFolder(join(home, 'locks'));
    await writeFile(join(home, 'locks', 'owner.json'), '{ half a rec');
    await expect(acquireOwnership(home)).rejects.toMatchObject({
      code: 'ANOTHER_DROVER_RUNS',
      hint: expect.stringContaining('owner.json'),
    });
  });

  it('works in a home whose path is too long for a socket', async () => {
    home = join(home, 'a'.repeat(60), 'b'.repeat(60));
    await makePrivateFolder(home);
    const ownership = await acquireOwnership(home);
    const record = await findOwner(home);
    expect(Buffer.byteLength(record?.socket ?? '')).toBeLessThan(100);
    await ownership.release();
    await expect(readFile(record?.socket ?? '')).rejects.toMatchObject({ code: 'ENOENT' });
    home = join(home, '..', '..');
  });

  it('leaves the holder alive and its record untouched', async () => {
    const [holder] = await start(1);
    expect(await holder?.go()).toBe('owner');
    const path = join(home, 'locks', 'owner.json');
    const before = await readFile(path, 'utf8');
    await expect(acquireOwnership(home)).rejects.toMatchObject({ code: 'ANOTHER_DROVER_RUNS' });
    expect(await readFile(path, 'utf8')).toBe(before);
    await holder?.end();
    await (await acquireOwnership(home)).release();
  });
});
