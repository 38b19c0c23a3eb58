import { expect, test } from 'vitest';
import { defaultRules } from '../../../src/domain/rules/loop-rules.ts';
import { compactionDue, contextShare, type SessionFacts } from '../../../src/policy/compact.ts';

const rules = defaultRules.compaction;
const due = (facts: Partial<SessionFacts>, failures = 0) =>
  compactionDue({ ageMs: 0, turns: 5, ...facts }, failures, rules);
const context = (used: number) => ({ used, window: 200_000 });

test('a context over four fifths of its window presses', () => {
  expect(due({ context: context(160_000) })).toBeUndefined();
  expect(due({ context: context(160_001) })).toBe('pressure');
  expect(due({ context: { used: 160_001 } })).toBe('pressure');
  expect(due({ context: { used: 160_001, window: 1_000_000 } })).toBeUndefined();
});

test('an old session is compacted, too; pressure is the nearer reason', () => {
  expect(due({ ageMs: rules.ageMs })).toBeUndefined();
  expect(due({ ageMs: rules.ageMs + 1 })).toBe('age');
  expect(due({ ageMs: rules.ageMs + 1, context: context(190_000) })).toBe('pressure');
});

test('never sooner than five turns after the last time', () => {
  expect(due({ turns: 4, context: context(199_000), ageMs: 1e9 })).toBeUndefined();
});

test('after three failures in a row it is not tried again', () => {
  expect(due({ context: context(199_000) }, 2)).toBe('pressure');
  expect(due({ context: context(199_000) }, 3)).toBeUndefined();
});

test('what was used over all turns says nothing about the context', () => {
  expect(contextShare(undefined)).toBe(0);
  expect(due({})).toBeUndefined();
});
