import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canSeeProcesses, readProcessTable } from '../../../adapters/process/proc-table.ts';
import { findTagged, sendSignal } from '../../../adapters/process/process-tree.ts';
import { identityOf, isAlive } from '../../../adapters/process/shim/identity.ts';
import { askToEnd, endRemains } from '../../../adapters/process/shim/shim-control.ts';
import type { ShimJob } from '../../../adapters/process/shim/shim-job.ts';
import type { ExitNote, ShimNote } from '../../../adapters/process/shim/shim-notes.ts';
import { startShim } from '../../../adapters/process/shim/start-shim.ts';

const env = { PATH: process.env['PATH'] ?? '/usr/bin:/bin' };
const program = fileURLToPath(new URL('../../../adapters/process/shim/shim.ts', import.meta.url));
const secret = 'a-secret-of-the-operator';
const patience = { timeout: 20_000, interval: 10 };

let folder: string;
let tag: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drover-shim-'));
  tag = `test/${randomUUID()}/1-1`;
});
afterEach(async () => {
  // What a failed test left behind, the shim first.
  for (const { pid, tag: turn, shim } of await readProcessTable())
    if ((shim ?? turn)?.startsWith(tag)) sendSignal(pid, 'SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

const jobOf = (job: Partial<ShimJob> & Pick<ShimJob, 'args'>): ShimJob => ({
  command: 'sh',
  cwd: folder,
  env,
  tag,
  folder,
  killAfterMs: 1_000,
  timeoutMs: 60_000,
  orphanGraceMs: 60_000,
  maxOutputBytes: 1_000_000,
  ...job,
});
const shell = (script: string, job: Partial<ShimJob> = {}): Promise<ShimNote> =>
  startShim(jobOf({ args: ['-c', script], ...job }));
const start = async (command: string, job: Partial<ShimJob> = {}): Promise<void> =>
  void (await startShim(jobOf({ command, args: [], ...job })));
const text = (name: string): Promise<string> => readFile(join(folder, name), 'utf8');
const noted = async <T>(name: string): Promise<T> => {
  await expect.poll(() => existsSync(join(folder, name)), patience).toBe(true);
  return JSON.parse(await text(name)) as T;
};
const exit = (): Promise<ExitNote> => noted('exit.json');
/** Waits for a file that a child writes, so that nothing depends on how fast it starts. */
const appears = async (name: string): Promise<string> => {
  await expect.poll(() => text(name).catch(() => ''), patience).toMatch(/\n$/);
  return (await text(name)).trim();
};
const wallMs = expect.any(Number) as number;

describe('a shim', () => {
  it('notes how its agent ended, and that nothing of it is left, as the last thing it does', async () => {
    const shim = await shell('echo out; echo err >&2; exit 3');
    expect(await exit()).toEqual({ exitCode: 3, wallMs });
    expect([await text('stdout.jsonl'), await text('stderr.log')]).toEqual(['out\n', 'err\n']);
    await expect.poll(() => isAlive(shim), patience).toBe(false);
  });

  it('tells the signal that ended its agent', async () => {
    await shell('kill -SEGV $$');
    expect(await exit()).toEqual({ signal: 'SIGSEGV', wallMs });
  });

  it('gives the agent exactly the environment it was told, and the tag', async () => {
    await start('env', { env: { ...env, ONE: '1' } });
    await exit();
    const lines = (await text('stdout.jsonl')).trim().split('\n').toSorted();
    expect(lines).toEqual([`DROVER_TURN=${tag}`, 'ONE=1', `PATH=${env.PATH}`]);
  });

  it('gives /dev/null as stdin, or the text it was told, whole', async () => {
    await start('cat');
    await exit();
    expect(await text('stdout.jsonl')).toBe('');
    await rm(join(folder, 'exit.json'));
    await start('cat', { stdin: 'é'.repeat(300_000) });
    await exit();
    expect(await text('stdout.jsonl')).toBe('é'.repeat(300_000));
  });

  it('does not mind an agent that does not read its stdin', async () => {
    await start('true', { stdin: 'x'.repeat(3_000_000) });
    expect(await exit()).toEqual({ exitCode: 0, wallMs });
  });

  it('says that a command is missing, that a folder is, and that a file is no program', async () => {
    await start('no-such-command-anywhere');
    expect((await exit()).spawnError?.code).toBe('ENOENT');
    await rm(join(folder, 'exit.json'));
    await start('true', { cwd: join(folder, 'gone') });
    expect((await exit()).spawnError).toMatchObject({
      code: 'ENOTDIR',
      message: expect.stringContaining('gone'),
    });
    await rm(join(folder, 'exit.json'));
    await writeFile(join(folder, 'plain'), 'no program', { mode: 0o644 });
    await start(join(folder, 'plain'));
    expect((await exit()).spawnError?.code).toBe('EACCES');
    await rm(join(folder, 'exit.json'));
    await start('true', { args: ['x'.repeat(3_000_000)] });
    expect((await exit()).spawnError?.code).toBe('E2BIG');
  });

  it('writes nothing that others may read, and no value of the environment anywhere', async () => {
    await shell('echo $0; sleep 100', { env: { ...env, TOKEN: secret } });
    await noted('shim.json');
    await appears('stdout.jsonl');
    for (const name of await readdir(folder)) {
      expect((await stat(join(folder, name))).mode & 0o077).toBe(0);
      expect(await text(name)).not.toContain(secret);
    }
  });

  it.skipIf(!canSeeProcesses())(
    'bears a mark of its own, and nothing else of what the agent bears',
    async () => {
      const { pid } = await shell('echo > ready; sleep 100', { env: { ...env, TOKEN: secret } });
      await appears('ready');
      const environ = await readFile(`/proc/${pid}/environ`, 'utf8');
      expect(environ.split('\0')).toContain(`DROVER_SHIM=${tag}`);
      expect(environ).not.toMatch(/DROVER_TURN|TOKEN/);
      expect(await readFile(`/proc/${pid}/cmdline`, 'utf8')).not.toContain(secret);
      expect(await findTagged(tag)).not.toContainEqual({ pid, tag });
    },
  );

  it('starts nothing with half a job, and ends', async () => {
    const whole = JSON.stringify(jobOf({ args: ['-c', 'echo > started'] }));
    for (const length of [0, 1, whole.length - 1]) {
      const shim = spawn(process.execPath, [program], { stdio: ['pipe', 'ignore', 'inherit'] });
      shim.stdin.end(whole.slice(0, length));
      expect(await once(shim, 'exit')).toEqual([0, null]);
    }
    expect(await readdir(folder)).toEqual([]);
  });

  it('starts nothing when drover is killed while it hands the job over', async () => {
    const whole = JSON.stringify(jobOf({ args: ['-c', 'echo > started'] }));
    const half = `
      const { spawn } = require('node:child_process');
      const shim = spawn(process.execPath, [${JSON.stringify(program)}], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
      shim.stdin.write(${JSON.stringify(whole.slice(0, -1))}, () => console.log(shim.pid));`;
    const drover = spawn(process.execPath, ['-e', half], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [pid] = (await once(drover.stdout, 'data')) as [Buffer];
    const shim = identityOf(Number(pid.toString()));
    expect(isAlive(shim)).toBe(true);
    drover.kill('SIGKILL');
    await expect.poll(() => isAlive(shim), patience).toBe(false);
    expect(await readdir(folder)).toEqual([]);
  });
});

describe.skipIf(!canSeeProcesses())('a shim ends its agent', () => {
  it('when it is asked, and notes what for', async () => {
    const shim = await shell('trap "exit 7" TERM; echo > ready; while :; do sleep 0.05; done');
    await appears('ready');
    askToEnd(folder, shim, 'silence');
    expect(await exit()).toEqual({ exitCode: 7, endedFor: 'silence', wallMs });
  });

  it('when a wish to end lies in the folder, also without a signal', async () => {
    await shell('echo > ready; sleep 100');
    await appears('ready');
    await writeFile(join(folder, 'end.json'), '{"why":"abort"}');
    expect(await exit()).toMatchObject({ endedFor: 'abort' });
  });

  it('when somebody else asks it with a signal, and says that drover did not', async () => {
    const { pid } = await shell('echo > ready; sleep 100');
    await appears('ready');
    process.kill(pid, 'SIGTERM');
    expect(await exit()).toMatchObject({ endedFor: 'killed' });
    expect(await findTagged(tag)).toEqual([]);
  });

  it('but not for Ctrl-C or a closing terminal', async () => {
    const { pid } = await shell('echo > ready; while [ ! -e go ]; do sleep 0.02; done; exit 5');
    await appears('ready');
    process.kill(pid, 'SIGINT');
    process.kill(pid, 'SIGHUP');
    await writeFile(join(folder, 'go'), '');
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
    askToEnd(folder, shim, 'abort');
    expect(await exit()).toEqual({ signal: 'SIGKILL', endedFor: 'abort', wallMs });
    const heard = (await text('heard')).trim().split('\n');
    expect(heard[0]).toBe('INT');
    expect(heard.toSorted()).toEqual(['INT', 'TERM', 'child TERM']);
    expect(await findTagged(tag)).toEqual([]);
  });

  it('with SIGINT alone when that is enough', async () => {
    const script = `trap 'echo INT >> heard; exit 0' INT; trap 'echo TERM >> heard' TERM; echo > ready; while :; do sleep 0.05; done`;
    const shim = await shell(script, { interrupt: 'SIGINT', killAfterMs: 20_000 });
    await appears('ready');
    askToEnd(folder, shim, 'abort');
    expect(await exit()).toEqual({ exitCode: 0, endedFor: 'abort', wallMs });
    expect(await text('heard')).toBe('INT\n');
  });

  it('together with grandchildren in sessions of their own, with and without a clean environment', async () => {
    const shim = await shell(
      `setsid sleep 100 & echo $! > one; env -i setsid sleep 100 & echo $! > two; (setsid sleep 100 &); echo > ready; wait`,
    );
    await appears('ready');
    const [one, two] = [identityOf(Number(await text('one'))), identityOf(Number(await text('two')))];
    askToEnd(folder, shim, 'abort');
    await exit();
    expect([isAlive(one), isAlive(two)]).toEqual([false, false]);
    expect(await findTagged(tag)).toEqual([]);
  });

  it('and what it left in the background, before it says that it ended', async () => {
    await shell('setsid sh -c "trap : TERM; while :; do sleep 0.05; done" & echo done');
    expect(await exit()).toEqual({ exitCode: 0, wallMs });
    expect(await findTagged(tag)).toEqual([]);
  });

  it('when its time is up', async () => {
    await shell('sleep 100', { timeoutMs: 300 });
    expect(await exit()).toEqual({ signal: 'SIGTERM', endedFor: 'timeout', wallMs });
  });

  it.each(['1', '2'])('when it writes more than it may, on output %s', async (stream) => {
    await shell(`yes >&${stream}`, { maxOutputBytes: 100_000 });
    expect(await exit()).toMatchObject({ endedFor: 'output' });
    expect(await findTagged(tag)).toEqual([]);
  });

  it('when nobody shows for as long as its grace, counted from the last sign', async () => {
    const graceMs = 600;
    await shell('sleep 100', { orphanGraceMs: graceMs });
    await noted('shim.json');
    let last = 0;
    for (let sign = 0; sign < 30; sign += 1) {
      // A clock that was set back is a sign, too: what counts is that it changes.
      await utimes(join(folder, 'shim.json'), 1_000 - sign, 1_000 - sign);
      last = performance.now();
      await expect.poll(() => performance.now() - last, patience).toBeGreaterThan(50);
      expect(existsSync(join(folder, 'exit.json'))).toBe(false);
    }
    expect(await exit()).toMatchObject({ endedFor: 'orphaned' });
  });

  it('when the folder of the turn is taken away, at the latest after its grace', async () => {
    const inner = join(folder, 'turn');
    const shim = await startInside(inner, 'echo > ready; sleep 100', { orphanGraceMs: 500 });
    await appears('ready');
    await rm(inner, { recursive: true });
    await expect.poll(() => isAlive(shim), patience).toBe(false);
    expect(await findTagged(tag)).toEqual([]);
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
    expect(await findTagged(tag)).not.toEqual([]);
    expect(await endRemains(tag, shim)).toEqual([]);
    expect(await findTagged(tag)).toEqual([]);
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
    await expect.poll(() => findTagged(tag), patience).toEqual([]);
    expect(isAlive(child)).toBe(true);
    await endRemains(tag, shim);
    expect(isAlive(child)).toBe(false);
  });

  it('is found by its mark alone when there is no note of it', async () => {
    await killed('setsid sleep 100 & echo > ready; wait');
    expect(await endRemains(tag, undefined)).toEqual([]);
    expect(await findTagged(tag)).toEqual([]);
  });

  it('is not taken for a process that has its number by now, or after another boot', async () => {
    const stranger = spawn('sleep', ['100'], { detached: true, stdio: 'ignore' });
    await once(stranger, 'spawn');
    const now = identityOf(stranger.pid ?? 0);
    const shim = { ...now, tag };
    await endRemains(tag, { ...shim, start: 1, agent: { pid: now.pid, start: 1 } });
    await endRemains(tag, { ...shim, boot: 'another', agent: { pid: now.pid, start: now.start ?? 0 } });
    askToEnd(folder, { ...shim, start: 1 }, 'abort');
    expect(isAlive(now)).toBe(true);
    stranger.kill('SIGKILL');
    expect(await once(stranger, 'exit')).toEqual([null, 'SIGKILL']);
  });
});
