import { describe, expect, it } from 'vitest';
import type { CliEnding } from '../../../../../adapters/agents/cli/cli-ending.ts';
import { signalOfExit } from '../../../../../adapters/agents/cli/cli-ending.ts';
import { failureOfEnding } from '../../../../../adapters/agents/cli/failure-of-ending.ts';
import { hideValues } from '../../../../../adapters/agents/cli/hide-values.ts';
import {
  fieldsAt,
  listAt,
  numberAt,
  parseFields,
  present,
  textAt,
  textsAt,
} from '../../../../../adapters/agents/cli/json-fields.ts';
import { lastLine, oneLine } from '../../../../../adapters/agents/cli/one-line.ts';
import { heard, newSilence, untilSilent } from '../../../../../adapters/agents/cli/follow/silence.ts';
import { spawnFailure } from '../../../../../adapters/agents/cli/spawn-failure.ts';
import type { Clock } from '../../../../../src/ports/clock.ts';

describe('fields of foreign JSON', () => {
  it('are read by type, and anything else reads as nothing', () => {
    const fields = parseFields(' {"t":"x","n":1,"o":{"a":2},"l":[{"b":3},4,"s"],"e":""}') ?? {};
    expect([textAt(fields, 't'), textAt(fields, 'n'), textAt(fields, 'e')]).toEqual([
      'x',
      undefined,
      undefined,
    ]);
    expect([numberAt(fields, 'n'), numberAt(fields, 't')]).toEqual([1, undefined]);
    expect([fieldsAt(fields, 'o'), fieldsAt(fields, 'l'), fieldsAt(fields, 'x')]).toEqual([{ a: 2 }, {}, {}]);
    expect([listAt(fields, 'l'), listAt(fields, 'o')]).toEqual([[{ b: 3 }], []]);
    expect(textsAt(fields, 'l')).toEqual(['s']);
    expect(parseFields('{"half')).toBeUndefined();
  });

  it('that are not there leave no trace', () => {
    expect(present({ a: 1, b: undefined })).toEqual({ a: 1 });
    expect('b' in present({ b: undefined })).toBe(false);
  });
});

describe('text of programs', () => {
  it('becomes one line without control characters', () => {
    expect(oneLine(' a\n\u001b[1mb\u0000 ')).toBe('a [1mb');
    expect(oneLine('x'.repeat(900))).toHaveLength(500);
  });

  it('has its reason in the last line that says something', () => {
    expect(lastLine('one\n two \n\n  \n')).toBe('two');
    expect(lastLine('')).toBe('');
  });
});

describe('notes of a command line', () => {
  it('hide the values of variables, the longer first, and leave the harmless alone', () => {
    const env = { KEY: 'sk-12345', LONGER: 'sk-12345-67890', HOME: '/home-of-agent', SHORT: 'abc' };
    expect(hideValues(['--key=sk-12345', 'sk-12345-67890', '/home-of-agent/x', 'abc'], env)).toEqual([
      '--key=<KEY>',
      '<LONGER>',
      '/home-of-agent/x',
      'abc',
    ]);
  });
});

describe('ending of a process', () => {
  it('names the signal, also behind an exit code', () => {
    expect(signalOfExit({ signal: 'SIGKILL' })).toBe('SIGKILL');
    expect(signalOfExit({ exitCode: 143 })).toBe('SIGTERM');
    expect(signalOfExit({ exitCode: 1 })).toBeUndefined();
    expect(signalOfExit({ exitCode: 200 })).toBeUndefined();
    expect(signalOfExit({})).toBeUndefined();
  });

  it('without a result is a failure of its own kind', () => {
    const program = { program: 'x', started: true };
    const ending = { aborted: false, stderr: 'why\n', wallMs: 0 };
    expect(failureOfEnding({ ...ending, exitCode: 2 }, program)).toEqual({ kind: 'crashed', message: 'why' });
    expect(failureOfEnding({ ...ending, exitCode: 2 }, { ...program, started: false }).kind).toBe(
      'cli-refused',
    );
    expect(failureOfEnding({ ...ending, exitCode: 2, stderr: '' }, program).message).toContain(
      'exited with 2',
    );
    expect(failureOfEnding({ ...ending, exitCode: 0 }, program).kind).toBe('protocol');
    expect(failureOfEnding({ ...ending, exitCode: 137 }, program)).toMatchObject({ signal: 'SIGKILL' });
  });

  it('that the shim brought about tells why, whatever the process answered', () => {
    const program = { program: 'x', started: true };
    const told = (endedFor: NonNullable<CliEnding['endedFor']>) =>
      failureOfEnding({ aborted: false, stderr: '', wallMs: 0, exitCode: 0, endedFor }, program);
    expect([told('timeout').kind, told('silence').kind, told('output').kind, told('killed').kind]).toEqual([
      'timeout',
      'timeout',
      'protocol',
      'crashed',
    ]);
    expect(told('orphaned')).toMatchObject({ kind: 'crashed', byRestart: true });
    expect(told('killed').byRestart).toBeUndefined();
  });

  it('that was no beginning tells a missing program from a short machine', () => {
    expect(spawnFailure({ message: 'm', code: 'ENOENT' }, 'x', 'install it')).toEqual({
      kind: 'cli-missing',
      message: 'x could not be started: m',
      hint: 'install it',
    });
    expect(spawnFailure({ message: 'm', code: 'EMFILE' }, 'x', 'h').kind).toBe('crashed');
    expect(spawnFailure({ message: 'm', code: 'E2BIG' }, 'x', 'h').kind).toBe('cli-refused');
    expect(spawnFailure({ message: 'm' }, 'x', undefined).kind).toBe('cli-refused');
  });
});

/** A clock that jumps to the end of every sleep, and lets something happen there. */
function leapingClock(onWake: (now: number) => void): Clock {
  let time = 0;
  return {
    now: () => time,
    sleep: async (ms, signal) => {
      await Promise.resolve();
      signal.throwIfAborted();
      time += ms;
      onWake(time);
    },
  };
}

describe('silence', () => {
  it('is when nothing was heard for the limit', async () => {
    let naps = 0;
    const clock = leapingClock(() => {
      naps += 1;
      if (naps <= 3) heard(silence);
    });
    const silence = newSilence(clock, 10_000);
    expect(await untilSilent(silence, new AbortController().signal)).toBe(true);
    expect(clock.now()).toBe(40_000);
  });

  it('is found in time when the limit becomes shorter meanwhile', async () => {
    const clock = leapingClock((now) => {
      if (now === 15_000) silence.limitMs = 20_000;
    });
    const silence = newSilence(clock, 600_000);
    expect(await untilSilent(silence, new AbortController().signal)).toBe(true);
    expect(clock.now()).toBe(20_000);
  });

  it('is not waited for when the watch is over', async () => {
    const over = new AbortController();
    const clock = leapingClock(() => over.abort());
    expect(await untilSilent(newSilence(clock, 60_000), over.signal)).toBe(false);
  });
});
