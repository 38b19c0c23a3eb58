import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { once } from 'node:events';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { installOwnNode, makeLaunchFolder } from './launch-folder.ts';
import type { LaunchFolder } from './launch-folder.ts';

let folder: LaunchFolder;
beforeEach(async () => {
  folder = await makeLaunchFolder();
});
afterEach(() => folder.remove());

const tooOld = [
  'error: drover needs Node 24.12 or newer, this is v20.20.2 (NODE_TOO_OLD)',
  'hint: run `npm ci` in ',
];

/** Runs the launcher to its end. */
const run = (flags: readonly string[], args: readonly string[], node = process.execPath) =>
  execa(node, [...flags, folder.launcher, ...args], { reject: false, input: 'from stdin' });

const old = (): readonly string[] => ['--require', folder.pretendOld];

/** The facts that main printed first. */
const facts = (stdout: string): Record<string, unknown> => JSON.parse(stdout.split('\n')[0] ?? '{}');

describe('with a Node that is new enough', () => {
  test('the program runs in the same process and gets its arguments', async () => {
    const child = execa(process.execPath, [folder.launcher, 'exit', '5', 'a b', '--flag'], { reject: false });
    const { stdout, exitCode } = await child;
    expect(facts(stdout)).toMatchObject({ pid: child.pid, rest: ['5', 'a b', '--flag'] });
    expect(exitCode).toBe(5);
  });

  test('a program that cannot start is called a bug, with the reason', async () => {
    const { stderr, exitCode } = await run([], ['throw']);
    expect(stderr).toMatch(
      /^error: drover could not start \(BUG\)\nhint: .*npm ci.*\nError: main is broken\n/,
    );
    expect(exitCode).toBe(70);
  });
});

describe('with an older Node and no other', () => {
  test('it says what is missing and ends with 3', async () => {
    const { stdout, stderr, exitCode } = await run(old(), ['exit', '0']);
    expect(stderr).toContain(tooOld.join('\n'));
    expect(stdout).toBe('');
    expect(exitCode).toBe(3);
  });

  test('the installed Node being too old as well is said, and not tried for ever', async () => {
    await installOwnNode(folder, process.execPath, 'copy');
    const { stderr, exitCode } = await run(['--require', folder.pretendAlwaysOld], ['exit', '0']);
    expect(stderr).toContain(tooOld[0]);
    expect(exitCode).toBe(3);
  });

  test('an installed Node that cannot be run counts as none', async () => {
    await installOwnNode(folder, folder.launcher, 'broken');
    const { stderr, exitCode } = await run(old(), ['exit', '0']);
    expect(stderr).toContain(tooOld[0]);
    expect(exitCode).toBe(3);
  });
});

describe('with an older Node and a newer one installed by npm', () => {
  beforeEach(() => installOwnNode(folder, process.execPath, 'copy'));

  test('the program runs in the newer one with the same arguments, and its exit code is ours', async () => {
    const child = execa(process.execPath, [...old(), folder.launcher, 'exit', '5', 'a b', '--flag'], {
      reject: false,
    });
    const { stdout, exitCode } = await child;
    expect(facts(stdout)).toMatchObject({
      parent: child.pid,
      node: process.versions.node,
      channel: false,
      rest: ['5', 'a b', '--flag'],
    });
    expect(exitCode).toBe(5);
  });

  test('standard input reaches the program', async () => {
    const { stdout, exitCode } = await run(old(), ['echo']);
    expect(stdout.split('\n').slice(1)).toEqual(['from stdin']);
    expect(exitCode).toBe(0);
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s reaches the program once', async (signal) => {
    const waiting = await startWaiting();
    waiting.child.kill(signal);
    const { stdout, exitCode } = await waiting.child;
    expect(stdout.split('\n').slice(1)).toEqual([JSON.stringify({ signals: [signal] })]);
    expect(exitCode).toBe(7);
  });

  test('a program that dies by a signal is reported as having died by it', async () => {
    const { signal } = await run(old(), ['die']);
    expect(signal).toBe('SIGKILL');
  });

  test('a launcher that is killed outright takes the program along', async () => {
    const waiting = await startWaiting();
    expect(isAlive(waiting.pid)).toBe(true);
    waiting.child.kill('SIGKILL');
    await expect.poll(() => isAlive(waiting.pid), { timeout: 10_000 }).toBe(false);
  });
});

/** Starts the program and resolves when it has installed its signal handlers. */
async function startWaiting() {
  const child = execa(process.execPath, [...old(), folder.launcher, 'wait'], { reject: false });
  const [line] = await once(child.stdout, 'data');
  const pid = Number(facts(String(line))['pid']);
  onTestFinished(() => {
    if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  });
  return { child, pid };
}

const oldNode = findOldNode();

describe('on this machine', () => {
  test.skipIf(oldNode === undefined)('a really older Node hands over to the newer one', async () => {
    await installOwnNode(folder, process.execPath, 'link');
    const { stdout, exitCode } = await run([], ['exit', '4', 'x'], oldNode);
    expect(facts(stdout)).toMatchObject({ node: process.versions.node, rest: ['4', 'x'] });
    expect(exitCode).toBe(4);
  });

  test.skipIf(oldNode === undefined)('a really older Node alone is refused', async () => {
    const { stderr, exitCode } = await run([], ['exit', '4'], oldNode);
    expect(stderr).toMatch(
      /^error: drover needs Node 24\.12 or newer, this is v[\d.]+ \(NODE_TOO_OLD\)\nhint: /,
    );
    expect(exitCode).toBe(3);
  });
});

/** A process that is dead and only waits for its parent to notice counts as gone. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    // ESRCH: nobody has that number any more.
    return false;
  }
  const stat = `/proc/${pid}/stat`;
  return !existsSync(stat) || !/\) Z /.test(readFileSync(stat, 'utf8'));
}

/** A Node on the PATH that cannot run drover; undefined when there is none. */
function findOldNode(): string | undefined {
  const candidates = (process.env['PATH'] ?? '').split(delimiter).map((dir) => join(dir, 'node'));
  return candidates.find((node) => {
    if (!existsSync(node)) return false;
    const [major = 0, minor = 0] = execFileSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' })
      .split('.')
      .map(Number);
    return major < 24 || (major === 24 && minor < 12);
  });
}
