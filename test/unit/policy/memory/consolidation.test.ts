import { expect, it } from 'vitest';
import { consolidationDue } from '../../../../src/policy/memory/consolidation.ts';

const rules = { consolidateEveryMs: 1000, consolidateAfter: 5 };

it('notes are tidied when enough goals wrote and enough time has passed, not before', () => {
  expect(consolidationDue(rules, { now: 5000, writers: 5 })).toBe(true);
  expect(consolidationDue(rules, { now: 5000, writers: 4 })).toBe(false);
  expect(consolidationDue(rules, { now: 5000, lastAt: 4000, writers: 5 })).toBe(true);
  expect(consolidationDue(rules, { now: 5000, lastAt: 4001, writers: 50 })).toBe(false);
});
