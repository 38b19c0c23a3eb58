import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import { readProcessTable } from '../../../adapters/process/proc-table.ts';
import { sendSignal } from '../../../adapters/process/process-tree.ts';
import type { ShimJob } from '../../../adapters/process/shim/shim-job.ts';
import type { ExitNote, ShimNote } from '../../../adapters/process/shim/shim-notes.ts';
import { startShim } from '../../../adapters/process/shim/start-shim.ts';

/** Where a test with a shim takes place: worktree and turn's folder in one. */
export const stage = { folder: '', tag: '' };
export const env = { PATH: process.env['PATH'] ?? '/usr/bin:/bin' };
export const patience = { timeout: 20_000, interval: 10 };
export const wallMs = expect.any(Number) as number;

/** Every test of the file gets a stage of its own, and leaves nothing behind. */
export function useShimStage(): void {
  beforeEach(async () => {
    stage.folder = await mkdtemp(join(tmpdir(), 'drover-shim-'));
    stage.tag = `test/${randomUUID()}/1-1`;
  });
  afterEach(async () => {
    for (const { pid, tag, shim } of await readProcessTable())
      if ((shim ?? tag)?.startsWith(stage.tag)) sendSignal(pid, 'SIGKILL');
    await rm(stage.folder, { recursive: true, force: true });
  });
}

export const jobOf = (job: Partial<ShimJob> & Pick<ShimJob, 'args'>): ShimJob => ({
  command: 'sh',
  cwd: stage.folder,
  env,
  tag: stage.tag,
  folder: stage.folder,
  killAfterMs: 1_000,
  timeoutMs: 60_000,
  orphanGraceMs: 60_000,
  maxOutputBytes: 1_000_000,
  ...job,
});

/** A shim with that script as its agent. */
export const shell = (script: string, job: Partial<ShimJob> = {}): Promise<ShimNote> =>
  startShim(jobOf({ args: ['-c', script], ...job }));

export const text = (name: string): Promise<string> => readFile(join(stage.folder, name), 'utf8');

/** A note, once it is there. */
export async function noted<T>(name: string): Promise<T> {
  await expect.poll(() => existsSync(join(stage.folder, name)), patience).toBe(true);
  return JSON.parse(await text(name)) as T;
}

export const exit = (): Promise<ExitNote> => noted('exit.json');

/** Waits for a file that a child writes, so that nothing depends on how fast it starts. */
export async function appears(name: string): Promise<string> {
  await expect.poll(() => text(name).catch(() => ''), patience).toMatch(/\n$/);
  return (await text(name)).trim();
}
