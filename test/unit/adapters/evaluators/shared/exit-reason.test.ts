import { expect, it } from 'vitest';
import { judgeExit } from '../../../../../adapters/evaluators/shared/exit-reason.ts';

const reasonOf = (exitCode: number) => judgeExit({ ...exit, exitCode }, 0, 1000).reason;
const exit = { timedOut: false, aborted: false };

it('passes the expected exit code only', () => {
  expect(judgeExit({ ...exit, exitCode: 0 }, 0, 1000)).toEqual({ ok: true, reason: 'exit 0' });
  expect(judgeExit({ ...exit, exitCode: 2 }, 2, 1000)).toEqual({ ok: true, reason: 'exit 2' });
  expect(judgeExit({ ...exit, exitCode: 1 }, 0, 1000)).toEqual({ ok: false, reason: 'exit 1' });
  expect(judgeExit({ ...exit, exitCode: 0 }, 1, 1000)).toEqual({ ok: false, reason: 'exit 0, expected 1' });
});

it('never passes a command that was ended, whatever code it gave', () => {
  expect(judgeExit({ ...exit, exitCode: 0, timedOut: true }, 0, 300_000)).toEqual({
    ok: false,
    reason: 'timed out after 300 s',
  });
  expect(judgeExit({ ...exit, signal: 'SIGSEGV' }, 0, 1000)).toEqual({
    ok: false,
    reason: 'killed by SIGSEGV',
  });
});

it('says what the shell means by its own codes', () => {
  expect(reasonOf(127)).toBe('exit 127: command not found');
  expect(reasonOf(126)).toBe('exit 126: command is not executable');
  expect(reasonOf(139)).toBe('exit 139: ended by SIGSEGV');
  expect(reasonOf(255)).toBe('exit 255');
});

it('fails what could not be started', () => {
  const spawnError = Object.assign(new Error('spawn E2BIG'), { code: 'E2BIG' });
  expect(judgeExit({ ...exit, spawnError }, 0, 1000)).toEqual({
    ok: false,
    reason: 'could not be started: spawn E2BIG',
  });
});
