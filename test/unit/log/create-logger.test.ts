import { Buffer } from 'node:buffer';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLogger, type LoggerOptions } from '../../../src/log/create-logger.ts';
import { DroverError } from '../../../src/domain/errors.ts';

const secret = 'p@ss/w"ord&1\\23';

function loggerOf(options: Partial<LoggerOptions> = {}) {
  const lines: string[] = [];
  const destination = { write: (text: string) => lines.push(text) };
  return {
    lines,
    log: createLogger({ level: 'debug', pretty: false, secrets: [secret], destination, ...options }),
  };
}
const dataOf = (line: string | undefined): unknown => JSON.parse(line ?? '');

describe('logger', () => {
  it('writes one JSON object per call with level, time, fields and message', () => {
    const { lines, log } = loggerOf();
    log.info({ port: 8787 }, 'listening');
    log.child({ goal: 'G-1' }).warn({}, 'slow');
    expect(lines).toHaveLength(2);
    expect(dataOf(lines[0])).toMatchObject({ level: 'info', port: 8787, msg: 'listening' });
    expect(dataOf(lines[0])).toHaveProperty('time', expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/));
    expect(dataOf(lines[1])).toMatchObject({ level: 'warn', goal: 'G-1', msg: 'slow' });
  });

  it('keeps quiet below its level', () => {
    const { lines, log } = loggerOf({ level: 'warn' });
    log.debug({}, 'no');
    log.info({}, 'no');
    log.error({}, 'yes');
    expect(lines).toHaveLength(1);
  });

  it.each([false, true])(
    'never lets a secret through in fields, keys, bindings or message (pretty: %s)',
    (pretty) => {
      fc.assert(
        fc.property(
          fc
            .string({ unit: 'binary', minLength: 12, maxLength: 40 })
            .filter((text) => text.trim().length >= 12),
          fc.string({ unit: 'binary', maxLength: 20 }),
          (value, around) => {
            const { lines, log } = loggerOf({ secrets: [value], pretty });
            const text = around + value + around;
            log
              .child({ bound: text })
              .error(
                { plain: text, deep: [{ [text]: { text } }], json: JSON.stringify({ text }) },
                `message ${text}`,
              );
            const written = lines.join('');
            const spelled = [value.trim(), JSON.stringify(value.trim()).slice(1, -1)];
            expect(spelled.filter((spelling) => written.includes(spelling))).toEqual([]);
            expect(written).toContain('[redacted]');
          },
        ),
        { numRuns: 50 },
      );
    },
  );

  it('stays valid JSON when a secret looks like the rest of an escape sequence', () => {
    const { lines, log } = loggerOf({ secrets: ['nabcdefghij'] });
    log.info({ text: 'x\nabcdefghij nabcdefghij' }, 'm');
    expect(dataOf(lines[0])).toMatchObject({ text: 'x\nabcdefghij [redacted]' });
  });

  it('takes out a secret that is written as a number', () => {
    const { lines, log } = loggerOf({ secrets: ['1234567890'] });
    log.info({ pin: 1234567890, port: 80 }, 'm');
    expect(dataOf(lines[0])).toMatchObject({ pin: '[redacted]', port: 80 });
  });

  it('writes errors under any key with code, hint, stack and every cause, redacted', () => {
    const { lines, log } = loggerOf();
    const inner = new Error(`token ${secret} refused`);
    const cause = new AggregateError([inner], 'several');
    log.error({ error: new DroverError('TOKEN_REFUSED', `bad ${secret}`, 'Look.', { cause }) }, 'failed');
    log.child({ why: inner }).error(inner, 'bare');
    expect(lines.join('')).not.toContain(secret);
    expect(lines.join('')).not.toContain(JSON.stringify(secret).slice(1, -1));
    expect(dataOf(lines[0])).toMatchObject({
      error: {
        code: 'TOKEN_REFUSED',
        hint: 'Look.',
        message: 'bad [redacted]',
        stack: expect.stringContaining('create-logger.test.ts'),
        cause: { message: 'several', errors: [{ message: 'token [redacted] refused' }] },
      },
    });
    expect(dataOf(lines[1])).toMatchObject({
      err: { type: 'Error', message: 'token [redacted] refused' },
      why: { message: 'token [redacted] refused' },
    });
  });

  it('survives a cycle of causes', () => {
    const { lines, log } = loggerOf();
    const error = new Error('round');
    error.cause = error;
    log.error({ error }, 'm');
    expect(dataOf(lines[0])).toHaveProperty('error.cause.message', 'round');
  });

  it('takes a secret out of base64 that an SDK wrote into an error', () => {
    const { lines, log } = loggerOf();
    log.warn({ header: Buffer.from(`user:${secret}`).toString('base64') }, 'm');
    expect(lines.join('')).not.toContain(Buffer.from(`user:${secret}`).toString('base64').slice(8));
  });

  it('finds a secret that only comes together once colours are dropped for the terminal', () => {
    const { lines, log } = loggerOf({ pretty: true, secrets: ['correct horse'] });
    log.info({ text: 'correct\u001B[0m horse' }, 'm');
    expect(lines.join('')).not.toContain('correct horse');
  });

  it('writes lines for people when asked, or when it writes to a terminal, and spells out what would act on it', () => {
    const written: string[] = [];
    const terminal = { isTTY: true, write: (text: string) => written.push(text) };
    createLogger({ level: 'info', secrets: [], destination: terminal }).info(
      { text: 'a\u001B]0;evil\u0007b\u202E' },
      'hello',
    );
    const { lines, log } = loggerOf({ pretty: true });
    log.info({ text: 'a\u0007b' }, 'hello');
    expect(written.join('')).toContain('hello');
    expect(written.join('')).not.toContain('{"level"');
    expect(['evil', '\u0007', '\u202E'].filter((part) => written.join('').includes(part))).toEqual([]);
    expect(lines.join('')).toContain(String.raw`INFO: hello {"text":"a\x07b"}`);
  });
});
