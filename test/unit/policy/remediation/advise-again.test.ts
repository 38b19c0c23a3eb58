import { expect, test } from 'vitest';
import { adviseAgain } from '../../../../src/policy/remediation/advise-again.ts';
import { classify } from '../../../../src/policy/remediation/classify.ts';
import { stages } from '../../../../src/policy/remediation/finding.ts';
import { toolSamples } from './samples/all-samples.ts';

const adviceFor = (text: string): string => adviseAgain(classify(text, 'check')[0]).join('\n');

test('a failure that nothing is known of asks for another approach and a hypothesis', () => {
  expect(adviseAgain(undefined).join('\n')).toMatch(/Stop repeating the approach[^]*hypothesis/);
});

test('code that fails again is read again, with advice for its class first', () => {
  const [first, ...others] = adviseAgain(classify('Error: Test timed out in 5000ms.', 'check')[0]);
  expect(first).toMatch(/Do not raise the limit/);
  expect(others).toEqual(adviseAgain(undefined));
  expect(adviceFor('FAILED tests/a.py::test_b - x')).toMatch(/what does the test really ask for/);
  expect(adviceFor('src/a.ts(3,7): error TS2322: x')).toMatch(/open the declaration/);
});

test('what lies outside of the code is not answered with more editing', () => {
  for (const text of ['sh: 1: jq: not found', 'No space left on device', 'npm error code ENOTFOUND']) {
    expect(adviceFor(text)).not.toMatch(/hypothesis/);
    expect(adviceFor(text)).toMatch(/end your turn/);
  }
});

test('every stage has advice of its own', () => {
  const finding = classify('FAILED tests/a.py::test_b - x', 'check')[0];
  const advice = stages.map((stage) => finding && adviseAgain({ ...finding, key: 'any', stage })[0]);
  expect(new Set(advice).size).toBe(stages.length);
});

test('no advice is longer than what a prompt takes', () => {
  for (const { text } of toolSamples) {
    for (const line of adviseAgain(classify(text, 'check')[0])) expect(line.length).toBeLessThanOrEqual(400);
  }
});
