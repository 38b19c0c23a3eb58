import { describe, expect, test } from 'vitest';
import { matchRule } from '../../../../src/policy/remediation/match-rule.ts';
import type { Beside, Rule } from '../../../../src/policy/remediation/rule.ts';

const rule = (beside: readonly Beside[], more: Partial<Rule> = {}): Rule => ({
  key: 'x.failure',
  severity: 'recoverable',
  stage: 'test',
  line: /^FAIL(?: (?<test>\w+))?(?: in (?<file>\S+?)(?::(?<line>\d+))?)?$/,
  beside,
  hint: 'It fails[ at {at}].',
  ...more,
});
const frame = /^ {2}at (?<file>\S+):(?<line>\d+)$/;
const below: Beside = { where: 'below', within: 3, line: frame };
const above: Beside = { where: 'above', within: 3, line: frame };

const at = (lines: readonly string[], beside: readonly Beside[], more: Partial<Rule> = {}) =>
  matchRule(
    rule(beside, more),
    'x',
    lines,
    Math.max(
      0,
      lines.findIndex((line) => line.startsWith('FAIL')),
    ),
  );

describe('a rule', () => {
  test('holds at its line, with location, captures, hint and evidence', () => {
    const more = { line: /^FAIL in (?<file>\S+):(?<line>\d+):(?<column>\d+): (?<message>.+)/ };
    expect(at(['  FAIL', 'FAIL in ./a.ts:3:7: no  '], [], more)).toEqual({
      key: 'x.failure',
      family: 'x',
      severity: 'recoverable',
      stage: 'test',
      location: { file: 'a.ts', line: 3, column: 7 },
      captures: { message: 'no' },
      hint: 'It fails at a.ts:3.',
      evidence: 'FAIL in ./a.ts:3:7: no',
    });
    expect(at(['nothing'], [])).toBeUndefined();
  });

  test('does not hold at a line that is excepted', () => {
    expect(at(['FAIL over'], [], { unless: /over/ })).toBeUndefined();
  });

  test('has no location when there is none', () => {
    expect(at(['FAIL'], [])).not.toHaveProperty('location');
  });
});

describe('what stands beside it', () => {
  test('adds the nearest place, in both directions, and belongs to the evidence', () => {
    const lines = ['  at far.ts:1', '  at near.ts:2', 'FAIL', 'words', '  at below.ts:3'];
    expect(at(lines, [above])?.location).toEqual({ file: 'near.ts', line: 2 });
    expect(at(lines, [below])?.location).toEqual({ file: 'below.ts', line: 3 });
    expect(at(lines, [below])?.evidence).toBe('FAIL | at below.ts:3');
  });

  test('is looked for no further than it says, and not beyond the next failure', () => {
    expect(at(['FAIL', '1', '2', '3', '  at far.ts:1'], [below])?.location).toBeUndefined();
    expect(at(['FAIL', 'FAIL', '  at next.ts:1'], [{ ...below, until: /^FAIL/ }])?.location).toBeUndefined();
  });

  test('is passed over in libraries', () => {
    const lines = ['FAIL', '  at node_modules/a.ts:1', '  at mine.ts:2'];
    expect(at(lines, [{ ...below, skip: /node_modules/ }])?.location).toEqual({ file: 'mine.ts', line: 2 });
  });

  test('may be demanded or forbidden', () => {
    const must: Beside = { ...below, demand: 'must' };
    const mustNot: Beside = { ...below, demand: 'must not' };
    expect(at(['FAIL'], [must])).toBeUndefined();
    expect(at(['FAIL', '  at a.ts:1'], [must])).toBeDefined();
    expect(at(['FAIL'], [mustNot])).toBeDefined();
    expect(at(['FAIL', '  at a.ts:1'], [mustNot])).toBeUndefined();
  });

  test('does not overrule what is known, and a line number stays with its file', () => {
    const other = ['FAIL in src/a.ts', '  at src/b.ts:9'];
    expect(at(other, [below])?.location).toEqual({ file: 'src/a.ts' });
    expect(at(['FAIL in src/a.ts', '  at /repo/src/a.ts:9'], [below])?.location).toEqual({
      file: 'src/a.ts',
      line: 9,
    });
    expect(at(['FAIL in src/a.ts:3', '  at src/a.ts:9'], [below])?.location).toEqual({
      file: 'src/a.ts',
      line: 3,
    });
    expect(at(['FAIL in a.ts', '  at extra.ts:9'], [below])?.location).toEqual({ file: 'a.ts' });
  });

  test('names no file for a line number that is known already', () => {
    const more = { line: /^FAIL in line (?<line>\d+)$/ };
    expect(at(['FAIL in line 3', '  at src/b.ts:9'], [below], more)?.location).toEqual({ line: 3 });
  });

  test('is not taken from another test or another line', () => {
    const named: Beside = { where: 'below', within: 3, line: /^(?<test>\w+) at (?<file>\S+):(?<line>\d+)$/ };
    expect(at(['FAIL adds', 'reads at b.ts:1', 'adds at a.ts:2'], [named])?.location).toEqual({
      test: 'adds',
      file: 'a.ts',
      line: 2,
    });
    const code: Beside = { where: 'below', within: 3, line: /^(?<line>\d+) \| (?<source>.*)/ };
    expect(at(['FAIL in a.ts:2', '1 | one', '2 | two'], [code])?.captures).toEqual({ source: 'two' });
  });

  test('may be on the line itself', () => {
    const here: Beside = { where: 'here', within: 0, line: /(?<name>\w+)$/ };
    expect(at(['FAIL adds'], [here])?.captures).toEqual({ name: 'adds' });
  });
});

test('evidence is at most 300 characters', () => {
  expect(at(['FAIL', `  at ${'x'.repeat(400)}:1`], [below])?.evidence).toHaveLength(300);
});
