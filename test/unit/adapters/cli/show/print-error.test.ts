import { describe, expect, it } from 'vitest';
import { printError } from '../../../../../adapters/cli/show/print-error.ts';
import { DroverError } from '../../../../../src/domain/errors.ts';

function printed(error: unknown, json = false) {
  const out: string[] = [];
  const err: string[] = [];
  const code = printError(error, {
    output: { write: (text) => out.push(text) },
    errorOutput: { write: (text) => err.push(text) },
    json,
  });
  return { code, out: out.join(''), err: err.join('') };
}

describe('printed error', () => {
  it('says what happened with its code, then what to do', () => {
    expect(printed(new DroverError('NOT_RUNNING', 'nobody is there', 'Start it.'))).toEqual({
      code: 3,
      out: '',
      err: 'error: nobody is there (NOT_RUNNING)\nhint: Start it.\n',
    });
  });

  it('puts further lines after the hint', () => {
    expect(
      printed(new DroverError('CONFIG_INVALID', '2 problems\nPORT: bad\n  → Use 1.', 'Correct them.')).err,
    ).toBe('error: 2 problems (CONFIG_INVALID)\nhint: Correct them.\nPORT: bad\n  → Use 1.\n');
  });

  it('is one JSON object on standard output with --json', () => {
    const { out, err, code } = printed(new DroverError('CONFIG_NOT_FOUND', 'gone', 'Look.'), true);
    expect([JSON.parse(out), err, code]).toEqual([
      { ok: false, code: 'CONFIG_NOT_FOUND', text: 'gone', hint: 'Look.' },
      '',
      2,
    ]);
    expect(out.trimEnd()).not.toContain('\n');
  });

  it('takes an error without a code for a bug and shows its stack and causes', () => {
    const { code, err } = printed(new TypeError('odd', { cause: new Error('deeper') }));
    expect(code).toBe(70);
    expect(err).toMatch(/^error: odd \(BUG\)\nhint: This is a mistake in drover\./);
    expect(err).toContain('print-error.test.ts');
    expect(err).toContain('caused by Error: deeper');
  });

  it('takes anything thrown, and lets nothing in it act on the terminal', () => {
    expect(printed('just\u001B[2Ja\u0007text').err).toContain('error: justa\\x07text (BUG)\n');
  });
});
