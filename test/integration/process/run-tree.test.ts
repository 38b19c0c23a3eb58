import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canSeeProcesses } from '../../../adapters/process/proc-table.ts';
import { findTagged } from '../../../adapters/process/process-tree.ts';
import type { TreeExit, TreeOptions } from '../../../adapters/process/run-tree.ts';
import { runTree } from '../../../adapters/process/run-tree.ts';

let folder: string;
let tag: string;
const env = { PATH: process.env['PATH'] ?? '/usr/bin:/bin' };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drover-tree-'));
  tag = `test/${randomUUID()}/1`;
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const never = (): AbortSignal => new AbortController().signal;

const run = (options: Partial<TreeOptions>, signal = never()): Promise<TreeExit> =>
  runTree({ command: 'sh', args: [], cwd: folder, env, tag, killAfterMs: 1_000, ...options }, signal);

const shell = (script: string, options: Partial<TreeOptions> = {}, signal = never()): Promise<TreeExit> =>
  run({ args: ['-c', script], ...options }, signal);

/** Waits for a file that a child writes, so that nothing depends on how fast it starts. */
async function appears(name: string): Promise<string> {
  for (const deadline = Date.now() + 20_000; Date.now() < deadline; await sleep(10)) {
    const text = await readFile(join(folder, name), 'utf8').catch(() => '');
    if (text.endsWith('\n')) return text;
  }
  throw new Error(`${name} did not appear`);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Not a zombie either: those are alive for kill(2) when nobody reaps orphans. */
async function isRunning(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '');
  return isAlive(pid) && !/\) [ZX] /.test(stat);
}

describe('running a process tree', () => {
  it('tells the exit code and carries both outputs', async () => {
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    const exit = await shell('echo out; echo err >&2; exit 3', {
      onStdout: (chunk) => void out.push(chunk),
      onStderr: (chunk) => void err.push(chunk),
    });
    expect(exit).toEqual({ exitCode: 3, timedOut: false, aborted: false });
    expect(Buffer.concat(out).toString()).toBe('out\n');
    expect(Buffer.concat(err).toString()).toBe('err\n');
  });

  it('tells the signal that ended the main process', async () => {
    expect(await shell('kill -SEGV $$')).toEqual({ signal: 'SIGSEGV', timedOut: false, aborted: false });
  });

  it('gives the child exactly the environment it was told, and the tag', async () => {
    let text = '';
    await run({
      command: 'env',
      env: { PATH: env.PATH, ONE: '1' },
      onStdout: (chunk) => {
        text += chunk.toString();
      },
    });
    expect(text.trim().split('\n').toSorted()).toEqual([`DROVER_TURN=${tag}`, 'ONE=1', `PATH=${env.PATH}`]);
  });

  it('gives /dev/null as stdin, or the text it was told, whole', async () => {
    let size = 0;
    const onStdout = (chunk: Buffer): void => {
      size += chunk.length;
    };
    await run({ command: 'cat', onStdout });
    expect(size).toBe(0);
    await run({ command: 'cat', stdin: 'x'.repeat(3_000_000), onStdout });
    expect(size).toBe(3_000_000);
  });

  it('does not mind a child that does not read its stdin', async () => {
    expect(await run({ command: 'true', stdin: 'x'.repeat(3_000_000) })).toMatchObject({ exitCode: 0 });
  });

  it('says that a command is missing, and that a folder is, as two different things', async () => {
    const command = await run({ command: 'no-such-command-anywhere' });
    expect(command).toMatchObject({ timedOut: false, aborted: false, spawnError: { code: 'ENOENT' } });
    const cwd = await run({ command: 'true', cwd: join(folder, 'gone') });
    expect(cwd.spawnError?.code).toBe('ENOTDIR');
    expect(cwd.spawnError?.message).toContain('gone');
  });

  it('says that a file is not executable', async () => {
    await writeFile(join(folder, 'plain'), 'no program', { mode: 0o644 });
    expect((await run({ command: join(folder, 'plain') })).spawnError?.code).toBe('EACCES');
  });

  it('starts nothing when it was aborted before', async () => {
    expect(await shell('echo > started', {}, AbortSignal.abort())).toEqual({
      timedOut: false,
      aborted: true,
    });
    await expect(readFile(join(folder, 'started'))).rejects.toThrow('ENOENT');
  });

  it('carries 200 MB to a slow reader without keeping them', async () => {
    let size = 0;
    let most = 0;
    const before = process.memoryUsage().rss;
    await shell('head -c 200000000 /dev/zero', {
      onStdout: async (chunk) => {
        size += chunk.length;
        if (size % 50 === 0) await sleep(1);
        most = Math.max(most, process.memoryUsage().rss - before);
      },
    });
    expect(size).toBe(200_000_000);
    expect(most).toBeLessThan(150_000_000);
  });

  it('ends the tree and rejects when a reader throws', async () => {
    const broken = shell('echo hello; sleep 100', {
      onStdout: () => {
        throw new Error('the disk is gone');
      },
    });
    await expect(broken).rejects.toThrow('the disk is gone');
    expect(await findTagged(tag)).toEqual([]);
  });
});

describe('ending a process tree', () => {
  it('asks politely first, and gives the time it promised', async () => {
    const controller = new AbortController();
    const script = `trap 'echo polite > asked; exit 7' TERM; echo > ready; while :; do sleep 0.05; done`;
    const running = shell(script, { killAfterMs: 10_000 }, controller.signal);
    await appears('ready');
    controller.abort();
    expect(await running).toEqual({ exitCode: 7, timedOut: false, aborted: true });
    expect(await appears('asked')).toBe('polite\n');
  });

  it('kills what does not listen', async () => {
    const script = `trap '' TERM; echo > ready; while :; do sleep 0.05; done`;
    const running = shell(script, { timeoutMs: 500, killAfterMs: 200 });
    expect(await running).toEqual({ signal: 'SIGKILL', timedOut: true, aborted: false });
  });

  it('ends children and grandchildren together with the main process', async () => {
    const controller = new AbortController();
    const running = shell(
      `sh -c 'sleep 100 & echo $! > grandchild; wait' & echo $! > child; wait`,
      {},
      controller.signal,
    );
    const found = [Number(await appears('child')), Number(await appears('grandchild'))];
    controller.abort();
    expect(await running).toMatchObject({ aborted: true });
    expect(await Promise.all(found.map(isRunning))).toEqual([false, false]);
  });
});

describe.skipIf(!canSeeProcesses())('processes that try to leave their tree', () => {
  it('a daemon that outlives its parent and holds stdout open is ended, and nobody waits for it', async () => {
    let text = '';
    const exit = await shell('setsid sleep 100 & echo $! > daemon; echo done', {
      onStdout: (chunk) => {
        text += chunk.toString();
      },
    });
    expect(exit).toEqual({ exitCode: 0, timedOut: false, aborted: false });
    expect(text).toBe('done\n');
    expect(await isRunning(Number(await appears('daemon')))).toBe(false);
    expect(await findTagged(tag)).toEqual([]);
  });

  it('a double fork in a session of its own that ignores SIGTERM is ended', async () => {
    const daemon = `setsid sh -c "trap '' TERM; echo \\$\\$ > daemon; while :; do sleep 0.05; done" &`;
    expect(await shell(`(${daemon}); while [ ! -s daemon ]; do sleep 0.02; done`)).toMatchObject({
      exitCode: 0,
    });
    expect(await isRunning(Number(await appears('daemon')))).toBe(false);
  });

  it('a child in a session of its own with a clean environment is ended on abort', async () => {
    const controller = new AbortController();
    const running = shell(`env -i setsid sleep 100 & echo $! > child; wait`, {}, controller.signal);
    const child = Number(await appears('child'));
    controller.abort();
    expect(await running).toMatchObject({ aborted: true });
    expect(await isRunning(child)).toBe(false);
  });

  it('another turn whose tag begins with the same words lives on', async () => {
    const controller = new AbortController();
    const neighbour = shell('echo > ready; sleep 100', { tag: `${tag}0` }, controller.signal);
    await appears('ready');
    await shell('true');
    expect(await findTagged(`${tag}0`)).not.toEqual([]);
    controller.abort();
    expect(await neighbour).toMatchObject({ aborted: true });
  });
});
