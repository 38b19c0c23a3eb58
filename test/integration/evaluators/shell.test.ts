import { randomUUID } from 'node:crypto';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it, vi } from 'vitest';
import { createEvaluator } from '../../../adapters/evaluators/create-evaluator.ts';
import type { CheckResult } from '../../../src/domain/acceptance.ts';
import { CriterionSchema } from '../../../src/domain/acceptance.ts';
import { bare, unchanged } from '../../support/core/evaluation.ts';
import { temporaryFolder } from '../../support/git-repository.ts';

const never = new AbortController().signal;
const mebibyte = 1024 * 1024;

async function openLab() {
  const folder = await temporaryFolder('drover-shell-');
  const workspace = path.join(folder.path, 'work tree ünïcode');
  await mkdir(workspace);
  const logFile = path.join(folder.path, 'checks.log');
  const evaluator = createEvaluator({
    childEnv: { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent', GREETING: 'moin' },
    killAfterMs: 300,
    ...bare,
  });
  const run = (command: string, more: object = {}, signal = never): Promise<CheckResult> =>
    evaluator.evaluate(
      CriterionSchema.parse({ kind: 'shell', command, ...more }),
      {
        workspace,
        logFile,
        tag: `test/${randomUUID()}`,
        ...unchanged,
      },
      signal,
    );
  const read = (name: string) => readFile(path.join(workspace, name), 'utf8');
  return { ...folder, workspace, logFile, run, read };
}

/** Whether the process is there; a zombie counts as gone. */
async function isAlive(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return status !== '' && !/\) [ZX] /.test(status);
}

it('gives a command the environment it was made with and nothing of its own', async () => {
  await using lab = await openLab();
  process.env['DROVER_TEST_SECRET'] = 'hidden';
  const result = await lab.run('env; exit 1');
  delete process.env['DROVER_TEST_SECRET'];
  expect(result.evidence).toContain('GREETING=moin');
  expect(result.evidence).toMatch(/DROVER_TURN=test\//);
  expect(result.evidence).not.toContain('hidden');
});

it('hands the command over as one argument, with quotes, line breaks and unicode as they are', async () => {
  await using lab = await openLab();
  const result = await lab.run(`printf '%s\n' "a 'b' $((1+1))" 'ünï'\nexit 0`, {
    stdoutMatches: "^a 'b' 2\nünï$",
  });
  expect(result).toMatchObject({ ok: true, reason: 'exit 0' });
});

it.each([
  ['no-such-command-here', 'exit 127: command not found'],
  ['touch f; ./f', 'exit 126: command is not executable'],
  ['sh -c "kill -9 \\$\\$"; exit $?', 'exit 137: ended by SIGKILL'],
  ['kill -9 $$', 'killed by SIGKILL'],
])('says in words how %s ended', async (command, reason) => {
  await using lab = await openLab();
  expect(await lab.run(command)).toMatchObject({ ok: false, reason });
});

it('does not wait for input', async () => {
  await using lab = await openLab();
  expect(await lab.run('cat; echo over', { stdoutMatches: '^over$' })).toMatchObject({ ok: true });
});

it('lives through 300 MB of output in bounded memory, with a bounded log', async () => {
  await using lab = await openLab();
  globalThis.gc?.();
  const before = process.memoryUsage().arrayBuffers;
  let peak = before;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().arrayBuffers);
  }, 10);
  const command = 'head -c 300000000 /dev/zero | tr "\\0" x; echo; echo the-end; exit 1';
  const result = await lab.run(command).finally(() => clearInterval(watch));
  expect(result.reason).toBe('exit 1');
  expect(result.evidence).toBe('the-end\n');
  expect(peak - before).toBeLessThan(150 * mebibyte);
  const { size } = await stat(lab.logFile);
  expect(size).toBeGreaterThanOrEqual(64 * mebibyte);
  expect(size).toBeLessThan(65 * mebibyte);
  expect((await readFile(lab.logFile)).subarray(-200).toString()).toContain(
    'the rest of the output was left out',
  );
});

it('ends a command that never ends when its time is up', async () => {
  await using lab = await openLab();
  const result = await lab.run('echo begun; echo $$ > pid; while :; do sleep 0.05; done', { timeoutMs: 700 });
  expect(result).toMatchObject({ ok: false, reason: 'timed out after 0.7 s' });
  expect(result.exitCode).toBeUndefined();
  expect(result.evidence).toContain('begun');
  expect(await isAlive(Number(await lab.read('pid')))).toBe(false);
});

it('ends a command that writes without end when its time is up', async () => {
  await using lab = await openLab();
  expect(await lab.run('yes', { timeoutMs: 500 })).toMatchObject({ reason: 'timed out after 0.5 s' });
});

it('ends the whole tree when it times out, also what hides from polite signals', async () => {
  await using lab = await openLab();
  const command = `trap '' TERM; (trap '' TERM; echo $$ > outer; sh -c 'echo $$ > inner; sleep 60') & wait; sleep 60`;
  await lab.run(command, { timeoutMs: 700 });
  expect(await isAlive(Number(await lab.read('inner')))).toBe(false);
  expect(await isAlive(Number(await lab.read('outer')))).toBe(false);
});

it('ends a daemon that the command left behind, and does not wait for its output', async () => {
  await using lab = await openLab();
  const daemon = `setsid sh -c 'echo $$ > daemon; exec sleep 60' & while [ ! -s daemon ]; do sleep 0.02; done; exit 0`;
  expect(await lab.run(daemon)).toMatchObject({ ok: true });
  expect(await isAlive(Number(await lab.read('daemon')))).toBe(false);
});

it('ends the whole tree when it is cancelled', async () => {
  await using lab = await openLab();
  const controller = new AbortController();
  const reason = new Error('cancelled');
  const running = lab.run("sh -c 'echo $$ > pid; sleep 60'; true", {}, controller.signal);
  const pid = vi.waitFor(
    async () => {
      const text = await lab.read('pid');
      expect(text).toMatch(/^\d+\n$/);
      controller.abort(reason);
      return Number(text);
    },
    { timeout: 10_000 },
  );
  await expect(running).rejects.toBe(reason);
  expect(await isAlive(await pid)).toBe(false);
});

it('gives up a pattern that backtracks without end, and goes on meanwhile', async () => {
  await using lab = await openLab();
  let ticks = 0;
  const ticker = setInterval(() => {
    ticks += 1;
  }, 20);
  const text = 'a'.repeat(40);
  const result = await lab
    .run(`echo ${text}b`, { stdoutMatches: '^(a+)+$' })
    .finally(() => clearInterval(ticker));
  expect(result).toMatchObject({ ok: false, exitCode: 0 });
  expect(result.reason).toBe('the pattern took longer than 2 s');
  expect(ticks).toBeGreaterThan(20);
});

it('matches stdout only, without its colours', async () => {
  await using lab = await openLab();
  const command = `printf '\\033[32m3 passing\\033[0m\\n'; echo 1 failing >&2`;
  expect(await lab.run(command, { stdoutMatches: '^3 passing$' })).toMatchObject({ ok: true });
  expect(await lab.run(command, { stdoutMatches: 'failing' })).toMatchObject({ ok: false });
});

it('keeps the last 4 KiB of output as evidence, from the beginning of a line', async () => {
  await using lab = await openLab();
  const result = await lab.run('i=0; while [ $i -lt 2000 ]; do echo "line $i"; i=$((i+1)); done; exit 1');
  expect(Buffer.byteLength(result.evidence)).toBeLessThanOrEqual(4096);
  expect(result.evidence).toMatch(/^line \d+\n/);
  expect(result.evidence).toMatch(/line 1999\n$/);
});

it('fails a check whose worktree is gone', async () => {
  await using lab = await openLab();
  const result = await lab.run('true', { cwd: 'nowhere' });
  expect(result).toMatchObject({ ok: false, reason: 'its folder nowhere does not exist' });
});

it('judges a command even when its log cannot be written, and says so', async () => {
  await using lab = await openLab();
  await mkdir(lab.logFile);
  const result = await lab.run('echo fine');
  expect(result).toMatchObject({ ok: true });
  expect(result.evidence).toMatch(/fine\n[^]*log could not be written: EISDIR/);
});

it('does not read a named pipe as a file', async () => {
  await using lab = await openLab();
  await lab.run('mkfifo pipe');
  const evaluator = createEvaluator({ childEnv: {}, killAfterMs: 100, ...bare });
  const criterion = CriterionSchema.parse({ kind: 'file', path: 'pipe', matches: 'x' });
  const request = {
    workspace: lab.workspace,
    logFile: lab.logFile,
    tag: 'test/pipe',
    ...unchanged,
  };
  expect(await evaluator.evaluate(criterion, request, never)).toMatchObject({
    reason: 'it is not a regular file',
  });
  await writeFile(path.join(lab.workspace, 'big.txt'), Buffer.alloc(9 * mebibyte, 'x'));
  const big = CriterionSchema.parse({ kind: 'file', path: 'big.txt', matches: 'x' });
  expect(await evaluator.evaluate(big, request, never)).toMatchObject({ ok: false });
  const folder = CriterionSchema.parse({ kind: 'file', path: '.' });
  expect(await evaluator.evaluate(folder, request, never)).toMatchObject({ reason: 'it is a folder' });
});
