import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bareEnvironment } from '../support/whole/drover-process.ts';

const run = promisify(execFile);
const launcher = fileURLToPath(new URL('../../src/launch.js', import.meta.url));
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drover-demo-test-'));
  await mkdir(join(folder, 'clone'));
  await mkdir(join(folder, 'tmp'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const drover = (args: string[], env: Record<string, string> = {}) =>
  run(process.execPath, [launcher, ...args], {
    cwd: folder,
    env: { ...bareEnvironment(), TMPDIR: folder, ...env },
  });

test('the demo shows a thread from dispatch to a commit, and leaves nothing behind', async () => {
  const { stdout, stderr } = await drover(['demo']);
  const told = [
    '> /goal run',
    'G-1 is on its way',
    '┌',
    'G-1 ┊ running: turn 1',
    'Turn 1: 1 check failed',
    '✖ takes the discount off in percent',
    'G-1 ┊ running: turn 2',
    'G-1 is done, verified',
    'Spend',
    'git show drover/G-1-',
    'Drover-Goal: G-1',
    '+  return Math.round(sum * (1 - discount / 100));',
  ];
  let at = 0;
  for (const part of told) {
    const found = stdout.indexOf(part, at);
    expect(found, `“${part}” after what came before it in:\n${stdout}`).toBeGreaterThanOrEqual(0);
    at = found;
  }
  expect(stderr).toBe('');
  expect(await readdir(join(folder, 'clone'))).toEqual([]);
  // npm, which the check runs, keeps a cache of its own in the temporary folder.
  expect((await readdir(join(folder, 'tmp'))).filter((name) => name !== 'node-compile-cache')).toEqual([]);
});

test.each([
  [
    'a real agent that is missing',
    ['demo', '--agent', 'claude'],
    'usr',
    /AGENT_MISSING[^]*hint: Install it with/,
  ],
  ['git missing', ['demo'], 'none', /GIT_MISSING[^]*hint: Install git/],
] as const)(
  'the demo with %s says what to install, exits with 3, and leaves nothing behind',
  async (_what, args, path, says) => {
    const PATH = path === 'usr' ? '/usr/bin:/bin' : folder;
    const failed: unknown = await drover([...args], { PATH }).catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: 3, stdout: '', stderr: expect.stringMatching(says) as string });
    expect(await readdir(join(folder, 'tmp'))).toEqual([]);
  },
);
