import { describe, expect, test } from 'vitest';
import { parseVerb } from '../../../../src/app/parse-verb.ts';
import { verbTable } from '../../../../src/app/verbs/table.ts';
import { flagWords, quoted, runLine } from '../../../../src/text/helper/run-line.ts';

describe('a line to be typed', () => {
  test('plain words need no quotes, others get those that they do not hold', () => {
    expect(quoted('npm')).toBe('npm');
    expect(quoted('npm test')).toBe("'npm test'");
    expect(quoted('--force')).toBe("'--force'");
    expect(quoted("grep 'a b' c")).toBe('"grep \'a b\' c"');
    expect(quoted(`'"`)).toBe(`“'"”`);
    expect(quoted(`'"“‘`)).toBeUndefined();
  });

  test('a switch that is off is not said', () => {
    expect(flagWords({ 'no-accept': true, anyway: false, turns: 5 })).toBe('--no-accept --turns 5');
  });

  test('what cannot be typed is no line', () => {
    expect(runLine({ accept: [`'"“‘`] }, 'x')).toBeUndefined();
  });

  test.each([
    ['Mend the login\n\nIt fails on Mondays, see “log”.'],
    ['--turns 5 is what it should say'],
    ['—agent x'],
    ["it's"],
  ])('read again, it is the same goal: %j', (text) => {
    const flags = {
      project: 'shop',
      accept: ['npm test', `sh -c 'exit 0'`, 'echo "a $b" && true'],
      turns: 5,
      'no-accept': false,
    };
    const line = runLine(flags, text)?.replace(/^\/goal /, '') ?? '';
    expect(parseVerb(verbTable, { form: 'line', line }, false)).toMatchObject({
      ok: true,
      parsed: { text, flags: { project: 'shop', accept: flags.accept, turns: 5 } },
    });
  });
});
