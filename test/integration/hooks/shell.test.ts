import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createHookOutlets } from '../../../adapters/hooks/create-hook-outlets.ts';
import type { HookOutcome } from '../../../src/ports/hooks/hook-outlets.ts';
import { createSilentLogger } from '../../support/core/silent-logger.ts';

const never = new AbortController().signal;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drover-hooks-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const log = () => readFile(join(folder, 'logs', 'hook.log'), 'utf8');

const run = async (
  command: string,
  more: { facts?: Record<string, string>; actMs?: number } = {},
): Promise<HookOutcome> => {
  const outlets = createHookOutlets({
    commandEnv: { PATH: process.env['PATH'] ?? '', HOME: folder },
    redact: (text) => text,
    logger: createSilentLogger(),
    ...(more.actMs === undefined ? {} : { actMs: more.actMs }),
  });
  if (outlets.shell === undefined) throw new Error('commands are off');
  return outlets.shell(
    {
      command,
      facts: more.facts ?? {},
      folders: [join(folder, 'missing'), folder],
      logFile: join(folder, 'logs', 'hook.log'),
      tag: `test/hooks/${folder}`,
    },
    never,
  );
};

test('a command gets the facts as variables, and nothing of drover’s own environment', async () => {
  process.env['DROVER_TEST_ONLY_SECRET'] = 'x';
  expect(await run('env; pwd', { facts: { DROVER_GOAL: 'G-1', DROVER_STATE: 'done' } })).toEqual({
    is: 'done',
  });
  delete process.env['DROVER_TEST_ONLY_SECRET'];
  const names = (await log()).split('\n').flatMap((line) => /^([A-Z_]+)=/.exec(line)?.[1] ?? []);
  expect(names.toSorted()).toEqual(
    expect.arrayContaining(['DROVER_GOAL', 'DROVER_STATE', 'DROVER_TURN', 'HOME', 'PATH']),
  );
  expect(names).not.toContain('DROVER_TEST_ONLY_SECRET');
  expect(await log()).toContain(`\n${folder}\n`);
});

test('text from outside is a value, and never a part of the command', async () => {
  const title = '$(touch stolen) `touch stolen` "; touch stolen; echo "';
  expect(await run('printf %s "$DROVER_TITLE" > told', { facts: { DROVER_TITLE: title } })).toEqual({
    is: 'done',
  });
  expect(await readFile(join(folder, 'told'), 'utf8')).toBe(title);
  await expect(readFile(join(folder, 'stolen'))).rejects.toThrow('ENOENT');
});

test('a command that fails is told with its exit code, and its output is kept', async () => {
  expect(await run('echo oh no >&2; exit 3')).toEqual({
    is: 'failed',
    note: expect.stringMatching(/^it ended with 3; see .*hook\.log$/),
  });
  expect(await log()).toContain('oh no');
});

test('a command that hangs is ended with everything it started', async () => {
  const outcome = await run('sleep 300 & echo $! > pid; sleep 300', { actMs: 400 });
  expect(outcome).toEqual({ is: 'failed', note: expect.stringContaining('was ended') });
  const pid = Number(await readFile(join(folder, 'pid'), 'utf8'));
  expect(await isAlive(pid)).toBe(false);
});

/** A zombie is not alive: nobody need have reaped it. */
async function isAlive(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat !== '' && !/\) [ZX] /.test(stat);
}

test('where commands are off there is no way to run one', () => {
  const outlets = createHookOutlets({ redact: (text) => text, logger: createSilentLogger() });
  expect(outlets.shell).toBeUndefined();
  expect(outlets.nats).toBeUndefined();
});
