import { describe, expect, it } from 'vitest';
import { CriterionSchema, type CheckResult, type Criterion } from '../../../../src/domain/acceptance.ts';
import { criteriaText } from '../../../../src/policy/acceptance/criteria-text.ts';
import { counts, excuse, mayExcuse } from '../../../../src/policy/acceptance/excuse.ts';
import { verdict } from '../../../../src/policy/acceptance/verdict.ts';

const kinds: Record<string, Criterion> = {
  shell: CriterionSchema.parse({ kind: 'shell', command: 'npm test' }),
  file: CriterionSchema.parse({ kind: 'file', path: 'a.md' }),
  diff: CriterionSchema.parse({ kind: 'custom', check: 'diffNonEmpty' }),
  tests: CriterionSchema.parse({ kind: 'custom', check: 'testsNotWeakened' }),
  function: CriterionSchema.parse({ kind: 'custom', check: 'function', use: 'mine' }),
  judge: CriterionSchema.parse({ kind: 'llmJudge', criterion: 'is it good?' }),
};

const resultOf = (criterion: Criterion, more: Partial<CheckResult> = {}): CheckResult => ({
  label: 'x',
  kind: criterion.kind,
  ok: true,
  reason: 'fine',
  evidence: '',
  durationMs: 1,
  ...more,
});

const judge = (names: string, more: Partial<CheckResult> = {}) => {
  const criteria = names.split(' ').flatMap((name) => kinds[name] ?? []);
  const results = criteria.map((criterion, index) => resultOf(criterion, index === 0 ? more : {}));
  return verdict(criteria, results);
};

describe('accepted work is', () => {
  it.each([
    ['shell', 'verified'],
    ['diff shell', 'verified'],
    ['shell judge file', 'verified'],
    ['file', 'partly verified'],
    ['function', 'partly verified'],
    ['file diff judge', 'partly verified'],
    ['diff', 'unverified'],
    ['tests diff', 'unverified'],
    ['judge', 'unverified'],
    ['', 'unverified'],
  ])('after %j %s', (names, expected) => {
    expect(judge(names)).toBe(expected);
  });

  it('partly verified where a failure was excused, whatever else passed', () => {
    const excused = { ok: false, excused: true };
    expect(judge('shell', excused)).toBe('partly verified');
    expect(judge('shell shell', excused)).toBe('partly verified');
  });
});

const shell = (command: string, excuseBaseline?: boolean) =>
  CriterionSchema.parse({ kind: 'shell', command, excuseBaseline });
const of = (criterion: Criterion, ok: boolean) =>
  resultOf(criterion, { ok, label: criterion.kind === 'shell' ? criterion.command : 'x' });

describe('a failure is excused', () => {
  const [lint, test, diff] = [shell('lint', true), shell('test'), kinds['diff'] as Criterion];
  const criteria = [diff, lint, test];
  const results = (lintOk: boolean, testOk: boolean) => [of(diff, true), of(lint, lintOk), of(test, testOk)];
  const excused = (lintOnBase: boolean | undefined) => {
    const baseline = lintOnBase === undefined ? undefined : [of(lint, lintOnBase), of(test, false)];
    return excuse({ criteria, results: results(false, false), baseline });
  };

  it('when it may be, and was red on the base as well', () => {
    expect(excused(false).map(counts)).toEqual([true, true, false]);
    expect(excused(false)[1]).toMatchObject({ ok: false, excused: true });
  });

  it('not when it was green on the base, or nobody knows', () => {
    expect(excused(true).map(counts)).toEqual([true, false, false]);
    expect(excused(undefined).map(counts)).toEqual([true, false, false]);
  });

  it('not when the base was judged by something else', () => {
    const other = [of(shell('other', true), false), of(test, false)];
    const found = excuse({ criteria, results: results(false, true), baseline: other });
    expect(found.map(counts)).toEqual([true, false, true]);
  });

  it('and a check that passes needs none', () => {
    const baseline = [of(lint, false), of(test, false)];
    expect(excuse({ criteria, results: results(true, true), baseline })[1]).not.toHaveProperty('excused');
  });

  it('so a verdict waits for the base only where one may be', () => {
    expect(mayExcuse(criteria)).toBe(true);
    expect(mayExcuse([test, { ...diff, excuseBaseline: true }])).toBe(false);
  });
});

describe('the text of criteria', () => {
  it('is the same in whatever order their keys stand, and without what is undefined', () => {
    const one = { kind: 'shell', command: 'x', expectedExit: 0, timeoutMs: 5 } as const;
    const other = { timeoutMs: 5, expectedExit: 0, name: undefined, command: 'x', kind: 'shell' } as const;
    expect(criteriaText([one])).toBe(criteriaText([other as never]));
  });

  it('is another one when anything changes, also the order of the criteria', () => {
    const [a, b] = [kinds['shell'], kinds['file']] as [Criterion, Criterion];
    const texts = [[a], [b], [a, b], [b, a], [{ ...a, expectedExit: 1 } as Criterion], []].map(criteriaText);
    expect(new Set(texts).size).toBe(texts.length);
  });
});
