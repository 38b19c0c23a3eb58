import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { classify } from '../../../../src/policy/remediation/classify.ts';
import type { Finding } from '../../../../src/policy/remediation/finding.ts';
import { recordedFindings } from './samples/recorded.ts';

const folder = new URL('../../../fixtures/error-classes/outputs/', import.meta.url);

const short = ({ key, location = {} }: Finding): string => {
  const { file = '', line, column, test: id } = location;
  const place = [file, line, column].filter((part) => part !== undefined && part !== '').join(':');
  return [key, place, id === undefined ? '' : `# ${id}`].filter((part) => part !== '').join(' ');
};

test('every recorded output is expected to say something', () => {
  const recorded = readdirSync(folder).map((file) => file.replace(/\.txt$/, ''));
  expect(recorded.toSorted()).toEqual(Object.keys(recordedFindings).toSorted());
});

test.each(Object.entries(recordedFindings))('the output of %s is read in full', (name, expected) => {
  const findings = classify(readFileSync(new URL(`${name}.txt`, folder), 'utf8'), 'check');
  expect(findings.map(short)).toEqual(expected);
  for (const { hint, evidence } of findings) {
    expect(hint.length).toBeGreaterThan(40);
    expect(hint.length).toBeLessThanOrEqual(380);
    expect(evidence.length).toBeLessThanOrEqual(300);
    expect(evidence).not.toMatch(/[\n\r]|\[\d+m/);
  }
});
