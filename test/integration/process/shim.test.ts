import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { canSeeProcesses } from '../../../adapters/process/proc-table.ts';
import { findTagged } from '../../../adapters/process/process-tree.ts';
import { identityOf, isAlive } from '../../../adapters/process/shim/identity.ts';
import type { ShimJob } from '../../../adapters/process/shim/shim-job.ts';
import { startShim } from '../../../adapters/process/shim/start-shim.ts';
import {
  appears,
  env,
  exit,
  jobOf,
  noted,
  patience,
  shell,
  stage,
  text,
  useShimStage,
  wallMs,
} from './shim-stage.ts';

useShimStage();

const program = fileURLToPath(new URL('../../../adapters/process/shim/shim.ts', import.meta.url));
const secret = 'a-secret-of-the-operator';
const start = async (command: string, job: Partial<ShimJob> = {}): Promise<void> =>
  void (await startShim(jobOf({ command, args: [], ...job })));

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
    expect(lines).toEqual([`DROVER_TURN=${stage.tag}`, 'ONE=1', `PATH=${env.PATH}`]);
  });

  it('gives /dev/null as stdin, or the text it was told, whole', async () => {
    await start('cat');
    await exit();
    expect(await text('stdout.jsonl')).toBe('');
    await rm(join(stage.folder, 'exit.json'));
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
    await rm(join(stage.folder, 'exit.json'));
    await start('true', { cwd: join(stage.folder, 'gone') });
    expect((await exit()).spawnError).toMatchObject({
      code: 'ENOTDIR',
      message: expect.stringContaining('gone'),
    });
    await rm(join(stage.folder, 'exit.json'));
    await writeFile(join(stage.folder, 'plain'), 'no program', { mode: 0o644 });
    await start(join(stage.folder, 'plain'));
    expect((await exit()).spawnError?.code).toBe('EACCES');
    await rm(join(stage.folder, 'exit.json'));
    await start('true', { args: ['x'.repeat(3_000_000)] });
    expect((await exit()).spawnError?.code).toBe('E2BIG');
  });

  it('writes nothing that others may read, and no value of the environment anywhere', async () => {
    await shell('echo $0; sleep 100', { env: { ...env, TOKEN: secret } });
    await noted('shim.json');
    await appears('stdout.jsonl');
    for (const name of await readdir(stage.folder)) {
      expect((await stat(join(stage.folder, name))).mode & 0o077).toBe(0);
      expect(await text(name)).not.toContain(secret);
    }
  });

  it.skipIf(!canSeeProcesses())(
    'bears a mark of its own, and nothing else of what the agent bears',
    async () => {
      const { pid } = await shell('echo > ready; sleep 100', { env: { ...env, TOKEN: secret } });
      await appears('ready');
      const environ = await readFile(`/proc/${pid}/environ`, 'utf8');
      expect(environ.split('\0')).toContain(`DROVER_SHIM=${stage.tag}`);
      expect(environ).not.toMatch(/DROVER_TURN|TOKEN/);
      expect(await readFile(`/proc/${pid}/cmdline`, 'utf8')).not.toContain(secret);
      expect(await findTagged(stage.tag)).not.toContainEqual({ pid, tag: stage.tag });
    },
  );

  it('starts nothing with half a job, and ends', async () => {
    const whole = JSON.stringify(jobOf({ args: ['-c', 'echo > started'] }));
    for (const length of [0, 1, whole.length - 1]) {
      const shim = spawn(process.execPath, [program], { stdio: ['pipe', 'ignore', 'inherit'] });
      shim.stdin.end(whole.slice(0, length));
      expect(await once(shim, 'exit')).toEqual([0, null]);
    }
    expect(await readdir(stage.folder)).toEqual([]);
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
    expect(await readdir(stage.folder)).toEqual([]);
  });
});
