import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canSeeProcesses, readProcessTable } from '../../../adapters/process/proc-table.ts';
import { findTagged } from '../../../adapters/process/process-tree.ts';
import { identityOf, isAlive } from '../../../adapters/process/shim/identity.ts';
import { askToEnd, endRemains } from '../../../adapters/process/shim/shim-control.ts';
import type { ShimJob } from '../../../adapters/process/shim/shim-job.ts';
import type { ShimNote } from '../../../adapters/process/shim/shim-notes.ts';
import { appears, exit, noted, patience, shell, stage, text, useShimStage, wallMs } from './shim-stage.ts';

useShimStage();

describe.skipIf(!canSeeProcesses())('a shim ends its agent', () => {
  it('when it is asked, and notes what for', async () => {
    const shim = await shell('trap "exit 7" TERM; echo > ready; while :; do sleep 0.05; done');
    await appears('ready');
    askToEnd(stage.folder, shim, 'silence');
    expect(await exit()).toEqual({ exitCode: 7, endedFor: 'silence', wallMs });
  });

  it('when a wish to end lies in the folder, also without a signal', async () => {
    await shell('echo > ready; sleep 100');
    await appears('ready');
    await writeFile(join(stage.folder, 'end.json'), '{"why":"abort"}');
    expect(await exit()).toMatchObject({ endedFor: 'abort' });
  });

  it('when somebody else asks it with a signal, and says that drover did not', async () => {
    const { pid } = await shell('echo > ready; sleep 100');
    await appears('ready');
    process.kill(pid, 'SIGTERM');
    expect(await exit()).toMatchObject({ endedFor: 'killed' });
    expect(await findTagged(stage.tag)).toEqual([]);
  });

  it('but not for Ctrl-C or a closing terminal', async () => {
    const { pid } = await shell('echo > ready; while [ ! -e go ]; do sleep 0.02; done; exit 5');
    await appears('ready');
    process.kill(pid, 'SIGINT');
    process.kill(pid, 'SIGHUP');
    await writeFile(join(stage.folder, 'go'), '');
    expect(await exit()).toEqual({ exitCode: 5, wallMs });
  });

  it('with SIGINT to its main process first, then SIGTERM to all, then SIGKILL', async () => {
    const deaf = `trap 'echo INT >> heard' INT; trap 'echo TERM >> heard' TERM; echo > ready; while :; do sleep 0.05; done`;
    const child = `trap 'echo child INT >> heard' INT; trap 'echo child TERM >> heard' TERM`;
    const shim = await shell(
      `setsid sh -c "${child}; echo > up; while :; do sleep 0.05; done" & while [ ! -e up ]; do sleep 0.02; done; ${deaf}`,
      { interrupt: 'SIGINT', killAfterMs: 1_000 },
    );
    await appears('ready');
    askToEnd(stage.folder, shim, 'abort');
    expect(await exit()).toEqual({ signal: 'SIGKILL', endedFor: 'abort', wallMs });
    const heard = (await text('heard')).trim().split('\n');
    expect(heard[0]).toBe('INT');
    expect(heard.toSorted()).toEqual(['INT', 'TERM', 'child TERM']);
    expect(await findTagged(stage.tag)).toEqual([]);
  });

  it('with SIGINT alone when that is enough', async () => {
    const script = `trap 'echo INT >> heard; exit 0' INT; trap 'echo TERM >> heard' TERM; echo > ready; while :; do sleep 0.05; done`;
    const shim = await shell(script, { interrupt: 'SIGINT', killAfterMs: 20_000 });
    await appears('ready');
    askToEnd(stage.folder, shim, 'abort');
    expect(await exit()).toEqual({ exitCode: 0, endedFor: 'abort', wallMs });
    expect(await text('heard')).toBe('INT\n');
  });

  it('together with grandchildren in sessions of their own, with and without a clean environment', async () => {
    const shim = await shell(
      `setsid sleep 100 & echo $! > one; env -i setsid sleep 100 & echo $! > two; (setsid sleep 100 &); echo > ready; wait`,
    );
    await appears('ready');
    const [one, two] = [identityOf(Number(await text('one'))), identityOf(Number(await text('two')))];
    askToEnd(stage.folder, shim, 'abort');
    await exit();
    expect([isAlive(one), isAlive(two)]).toEqual([false, false]);
    expect(await findTagged(stage.tag)).toEqual([]);
  });

  it('and what it left in the background, before it says that it ended', async () => {
    await shell('setsid sh -c "trap : TERM; while :; do sleep 0.05; done" & echo done');
    expect(await exit()).toEqual({ exitCode: 0, wallMs });
    expect(await findTagged(stage.tag)).toEqual([]);
  });

  it('when its time is up', async () => {
    await shell('sleep 100', { timeoutMs: 300 });
    expect(await exit()).toEqual({ signal: 'SIGTERM', endedFor: 'timeout', wallMs });
  });

  it.each(['1', '2'])('when it writes more than it may, on output %s', async (stream) => {
    await shell(`yes >&${stream}`, { maxOutputBytes: 100_000 });
    expect(await exit()).toMatchObject({ endedFor: 'output' });
    expect(await findTagged(stage.tag)).toEqual([]);
  });

  it('when nobody shows for as long as its grace, counted from the last sign', async () => {
    const graceMs = 2_000;
    await shell('sleep 100', { orphanGraceMs: graceMs });
    await noted('shim.json');
    const begun = performance.now();
    for (let sign = 0; performance.now() - begun < 1.5 * graceMs; sign += 1) {
      // A clock that was set back is a sign, too: what counts is that it changes.
      await utimes(join(stage.folder, 'shim.json'), 1_000 - sign, 1_000 - sign);
      expect(existsSync(join(stage.folder, 'exit.json'))).toBe(false);
    }
    expect(await exit()).toMatchObject({ endedFor: 'orphaned' });
  });

  it('when the folder of the turn is taken away, at the latest after its grace', async () => {
    const inner = join(stage.folder, 'turn');
    const shim = await startInside(inner, 'echo > ready; sleep 100', { orphanGraceMs: 500 });
    await appears('ready');
    await rm(inner, { recursive: true });
    await expect.poll(() => isAlive(shim), patience).toBe(false);
    expect(await findTagged(stage.tag)).toEqual([]);
  });
});

async function startInside(inner: string, script: string, job: Partial<ShimJob>): Promise<ShimNote> {
  await mkdir(inner);
  return shell(script, { ...job, folder: inner });
}

/** Starts an agent and kills its shim. */
async function killed(script: string): Promise<ShimNote> {
  await shell(script);
  await appears('ready');
  await expect.poll(async () => (await noted<ShimNote>('shim.json')).agent, patience).toBeDefined();
  const shim = await noted<ShimNote>('shim.json');
  process.kill(shim.pid, 'SIGKILL');
  await expect.poll(() => isAlive(shim), patience).toBe(false);
  return shim;
}

describe.skipIf(!canSeeProcesses())('what is left when a shim was killed', () => {
  it('lives on until it is ended, also where it hides its mark', async () => {
    const shim = await killed('env -i sleep 100 & env -i setsid sleep 100 & echo > ready; wait');
    expect(await findTagged(stage.tag)).not.toEqual([]);
    expect(await endRemains(stage.tag, shim)).toEqual([]);
    expect(await findTagged(stage.tag)).toEqual([]);
    const agent = shim.agent?.pid;
    const kin = (await readProcessTable()).filter(
      ({ group, session }) => group === agent || session === agent,
    );
    expect(kin).toEqual([]);
  });

  it('is found although the agent itself is dead and its child hides its mark', async () => {
    const shim = await killed('env -i sleep 100 & echo $! > child; echo > ready; wait');
    const child = identityOf(Number(await text('child')));
    process.kill(shim.agent?.pid ?? 0, 'SIGKILL');
    await expect.poll(() => findTagged(stage.tag), patience).toEqual([]);
    expect(isAlive(child)).toBe(true);
    await endRemains(stage.tag, shim);
    expect(isAlive(child)).toBe(false);
  });

  it('is found by its mark alone when there is no note of it', async () => {
    await killed('setsid sleep 100 & echo > ready; wait');
    expect(await endRemains(stage.tag, undefined)).toEqual([]);
    expect(await findTagged(stage.tag)).toEqual([]);
  });

  it('is not taken for a process that has its number by now, or after another boot', async () => {
    const stranger = spawn('sleep', ['100'], { detached: true, stdio: 'ignore' });
    await once(stranger, 'spawn');
    const now = identityOf(stranger.pid ?? 0);
    const shim = { ...now, tag: stage.tag };
    await endRemains(stage.tag, { ...shim, start: 1, agent: { pid: now.pid, start: 1 } });
    await endRemains(stage.tag, { ...shim, boot: 'another', agent: { pid: now.pid, start: now.start ?? 0 } });
    askToEnd(stage.folder, { ...shim, start: 1 }, 'abort');
    expect(isAlive(now)).toBe(true);
    stranger.kill('SIGKILL');
    expect(await once(stranger, 'exit')).toEqual([null, 'SIGKILL']);
  });
});
