import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createReaper } from '../../../adapters/process/create-reaper.ts';
import { canSeeProcesses, readProcessTable, startOf } from '../../../adapters/process/proc-table.ts';
import { findTagged } from '../../../adapters/process/process-tree.ts';
import type { Logger } from '../../../src/ports/logger.ts';

function listeningLogger(): { logger: Logger; warnings: string[] } {
  const warnings: string[] = [];
  const logger: Logger = {
    debug: () => {},
    info: () => {},
    warn: (_, message) => void warnings.push(message),
    error: (_, message) => void warnings.push(message),
    child: () => logger,
  };
  return { logger, warnings };
}

const env = (tag: string) => ({ PATH: process.env['PATH'] ?? '/usr/bin:/bin', DROVER_TURN: tag });
const startMarked = (marks: Record<string, string>) =>
  spawn('sh', ['-c', 'sleep 100 & echo ready; wait'], {
    env: { PATH: env('').PATH, ...marks },
    detached: true,
  });
const none: ReadonlySet<string> = new Set();
const signal = new AbortController().signal;

describe.skipIf(!canSeeProcesses())('orphan reaper', () => {
  it('ends every process of an earlier life, and nobody else’s', async () => {
    const home = randomUUID();
    const other = `${randomUUID()}/G-1/1-1`;
    const script = 'setsid sleep 100 & trap "" TERM; echo ready; while :; do sleep 0.05; done';
    const orphan = spawn('sh', ['-c', script], { env: env(`${home}/G-1/1-1`), detached: true });
    const second = spawn('sleep', ['100'], { env: env(`${home}/G-2/1-4`), detached: true });
    const stranger = spawn('sleep', ['100'], { env: env(other), detached: true });
    await once(orphan.stdout, 'data');
    const gone = Promise.all([once(orphan, 'exit'), once(second, 'exit')]);

    const tags = await createReaper(listeningLogger().logger).reap(`${home}/`, none, signal);

    expect(tags.toSorted()).toEqual([`${home}/G-1/1-1`, `${home}/G-2/1-4`]);
    expect(await findTagged(`${home}/`)).toEqual([]);
    expect((await gone).map(([, by]) => by as unknown)).toEqual(['SIGKILL', 'SIGKILL']);
    expect(await findTagged(other)).toHaveLength(1);
    stranger.kill('SIGKILL');
    await once(stranger, 'exit');
  });

  it('leaves alone what is gone on with: the agent, what it started, and its shim', async () => {
    const home = randomUUID();
    const [kept, other] = [`${home}/G-1/1-1`, `${home}/G-1/1-2`];
    const keep = [startMarked({ DROVER_TURN: kept }), startMarked({ DROVER_SHIM: kept })];
    const end = [startMarked({ DROVER_TURN: other }), startMarked({ DROVER_SHIM: other })];
    await Promise.all([...keep, ...end].map(({ stdout }) => once(stdout, 'data')));
    const gone = Promise.all(end.map((child) => once(child, 'exit')));

    const tags = await createReaper(listeningLogger().logger).reap(`${home}/`, new Set([kept]), signal);

    expect(tags).toEqual([other]);
    await gone;
    const left = await readProcessTable();
    for (const { pid = 0 } of keep) expect(left.filter(({ group }) => group === pid)).toHaveLength(2);
    for (const { pid = 0 } of end) expect(left.filter(({ group }) => group === pid)).toEqual([]);
    for (const { pid = 0 } of keep) process.kill(-pid, 'SIGKILL');
  });

  it('ends descendants that took the mark out of their environment', async () => {
    const home = randomUUID();
    const script = 'env -i setsid sleep 100 & echo $!; wait';
    const orphan = spawn('sh', ['-c', script], { env: env(`${home}/G-1/1-1`), detached: true });
    const [line] = (await once(orphan.stdout, 'data')) as [Buffer];
    const child = Number(line.toString());
    expect(startOf(child)).toBeDefined();
    await createReaper(listeningLogger().logger).reap(`${home}/`, none, signal);
    await expect.poll(() => startOf(child)).toBeUndefined();
  });

  it('answers with nothing when nothing is left', async () => {
    expect(await createReaper(listeningLogger().logger).reap(`${randomUUID()}/`, none, signal)).toEqual([]);
  });

  it('refuses to reap everything', async () => {
    await expect(createReaper(listeningLogger().logger).reap('', none, signal)).rejects.toThrow(
      'empty prefix',
    );
  });

  it('stops when it is told to', async () => {
    const reaping = createReaper(listeningLogger().logger).reap(
      'x/',
      none,
      AbortSignal.abort(new Error('shutdown')),
    );
    await expect(reaping).rejects.toThrow('shutdown');
  });
});

describe('orphan reaper where processes cannot be seen', () => {
  it('says so, once for each time it is asked, and finds nothing', async () => {
    const { logger, warnings } = listeningLogger();
    expect(await createReaper(logger, 'darwin').reap('home/', none, signal)).toEqual([]);
    expect(warnings).toEqual(['processes left over from an earlier run cannot be found on this system']);
  });
});
