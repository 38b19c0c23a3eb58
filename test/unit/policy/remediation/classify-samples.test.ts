import { describe, expect, test } from 'vitest';
import { classify, type Source } from '../../../../src/policy/remediation/classify.ts';
import { matchRule } from '../../../../src/policy/remediation/match-rule.ts';
import { agentTables, checkTables } from '../../../../src/policy/remediation/rules/tables.ts';
import { unwrap } from '../../../../src/policy/remediation/unwrap/unwrap.ts';
import { agentProse, agentSamples } from './samples/agent.ts';
import { toolSamples } from './samples/all-samples.ts';
import { toolProse } from './samples/neighbours.ts';
import type { Sample } from './samples/sample.ts';

const keysOf = (text: string, source: Source): readonly string[] => [
  ...new Set(classify(text, source).map(({ key }) => key)),
];
const name = ({ key, text }: Sample): string => `${key}: ${text.slice(0, 70).replaceAll(/\s+/g, ' ')}`;

const titled = (samples: readonly Sample[]) => samples.map((sample) => [name(sample), sample] as const);
const bySource: readonly (readonly [string, Sample, Source])[] = [
  ...titled(toolSamples).map(([title, sample]) => [title, sample, 'check'] as const),
  ...titled(agentSamples).map(([title, sample]) => [title, sample, 'agent'] as const),
];

describe('each class', () => {
  test.each(bySource)('is seen in %s', (_name, { key, text, at, captures = {}, also = [] }, source) => {
    expect(keysOf(text, source).toSorted()).toEqual([key, ...also].toSorted());
    const found = classify(text, source).find((finding) => finding.key === key);
    expect(found).toMatchObject({ captures, ...(at !== undefined && { location: at }) });
    expect(Object.keys(found?.location ?? {}).toSorted()).toEqual(Object.keys(at ?? {}).toSorted());
    expect(found?.hint).not.toMatch(/\{\w+\}|\[[^\]]*\{/);
  });

  test.each([...toolSamples, ...agentSamples].map((sample) => [sample.key, sample] as const))(
    'is not seen in its near miss: %s',
    (key, sample) => {
      const source = agentSamples.includes(sample) ? 'agent' : 'check';
      expect(keysOf(sample.not, source)).not.toContain(key);
    },
  );

  test('and each single rule holds in some sample', () => {
    const texts = [...toolSamples, ...agentSamples].map(({ text }) => unwrap(text));
    const rules = [...new Set([...checkTables, ...agentTables])].flatMap((table) => table.rules);
    const unseen = rules.filter(
      (rule) => !texts.some((lines) => lines.some((_line, index) => matchRule(rule, 'any', lines, index))),
    );
    expect(unseen.map(({ key, line }) => `${key} ${line.source.slice(0, 60)}`)).toEqual([]);
    expect(rules.length).toBeGreaterThan(140);
  });
});

describe('the output of a check', () => {
  test.each(toolProse.map((text) => [text]))('has titles and code that are no failure: %s', (text) => {
    expect(keysOf(text, 'check')).toEqual([]);
  });

  test.each(agentSamples.filter(({ key }) => key.startsWith('api.')).map(({ text }) => [text]))(
    'is never about a vendor: %s',
    (text) => {
      expect(keysOf(text, 'check').filter((key) => /^(?:api|cli)\./.test(key))).toEqual([]);
    },
  );
});

describe('the words of an agent', () => {
  test.each(agentProse.map((text) => [text]))('are no failure: %s', (text) => {
    expect(keysOf(text, 'agent')).toEqual([]);
  });

  const retold = toolSamples.filter(({ key }) => key !== 'shell.command_not_found');
  test.each(titled(retold))('may hold what its tools said: %s', (_name, sample) => {
    const transcript = JSON.stringify({
      type: 'user',
      message: { content: [{ type: 'tool_result', content: JSON.stringify({ output: sample.text }) }] },
    });
    expect(keysOf(transcript, 'agent')).toContain(sample.key);
  });
});
