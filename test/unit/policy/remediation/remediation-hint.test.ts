import { expect, test } from 'vitest';
import { classify } from '../../../../src/policy/remediation/classify.ts';
import { remediationHint } from '../../../../src/policy/remediation/remediation-hint.ts';

const red = classify(
  'FAILED tests/a.py::test_b - x\nFAILED tests/a.py::test_c - x\nFAILED tests/a.py::test_d - x\nFAILED tests/a.py::test_e - x\na.py:1:1: F401 unused',
  'check',
);

test('the first time the hints say what and where, root cause first', () => {
  const hints = remediationHint(red, 1);
  expect(hints).toHaveLength(5);
  expect(hints[0]).toMatch(/tests\/a\.py::test_b fails: x/);
  expect(hints.at(-1)).toMatch(/F401/);
});

test('the same hint is given once', () => {
  const [finding] = red;
  expect(remediationHint(finding === undefined ? [] : [finding, finding], 1)).toHaveLength(1);
});

test('from the second time on the advice comes first, and it is another one', () => {
  const again = remediationHint(red, 2);
  expect(again).not.toEqual(remediationHint(red, 1));
  expect(again[0]).toMatch(/Read the test once more/);
  expect(again.slice(0, 3).join('\n')).toMatch(/Stop repeating[^]*hypothesis/);
  expect(again.slice(3)).toEqual(remediationHint(red, 1).slice(0, 3));
  expect(remediationHint(red, 3)).toEqual(again);
});

test('causes lead, whichever check showed them', () => {
  const lint = classify('a.py:1:1: F401 unused', 'check');
  const syntax = classify('  File "a.py", line 3\n    x = = 1\nSyntaxError: invalid syntax', 'check');
  expect(remediationHint([...lint, ...syntax], 1)[0]).toMatch(/cannot parse a\.py:3/);
  expect(remediationHint([...lint, ...syntax], 2)[0]).toMatch(/Print the whole part of the file/);
});

test('without findings there is nothing to say the first time', () => {
  expect(remediationHint([], 1)).toEqual([]);
  expect(remediationHint([], 2).length).toBeGreaterThan(0);
});
