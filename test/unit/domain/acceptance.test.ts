import { expect, test } from 'vitest';
import { CriterionSchema, labelOfCriterion } from '../../../src/domain/acceptance.ts';

const label = (criterion: object): string => labelOfCriterion(CriterionSchema.parse(criterion));

test('a criterion is called by its name, when it has one', () => {
  expect(label({ kind: 'shell', command: 'npm test', name: 'tests' })).toBe('tests');
});

test('a criterion without a name is called by what it looks at', () => {
  expect(label({ kind: 'shell', command: 'npm test' })).toBe('npm test');
  expect(label({ kind: 'file', path: 'dist/a.js' })).toBe('file dist/a.js');
  expect(label({ kind: 'custom', check: 'diffNonEmpty' })).toBe('diffNonEmpty');
});

test('a command must end with 0 within five minutes unless it says otherwise', () => {
  expect(CriterionSchema.parse({ kind: 'shell', command: 'npm test' })).toMatchObject({
    expectedExit: 0,
    timeoutMs: 300_000,
  });
});

test('an empty command and an unknown check are no criteria', () => {
  expect(CriterionSchema.safeParse({ kind: 'shell', command: '' }).success).toBe(false);
  expect(CriterionSchema.safeParse({ kind: 'custom', check: 'looksGood' }).success).toBe(false);
});
