import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { classify } from '../../../../src/policy/remediation/classify.ts';
import type { Finding } from '../../../../src/policy/remediation/finding.ts';

const SampleSchema = z.object({
  t: z.string(),
  want: z.boolean(),
  cap: z.record(z.string(), z.string()).optional(),
  missedBefore: z.boolean().optional(),
});
const CorpusSchema = z.object({
  classes: z.array(
    z.object({
      key: z.string(),
      severity: z.string(),
      gaps: z.array(z.string()),
      samples: z.array(SampleSchema),
    }),
  ),
  rateLimits: z.object({
    falseAlarms: z.array(z.string()),
    missed: z.array(z.string()),
    otherVendors: z.array(z.string()),
  }),
  retryAfter: z.array(z.object({ in: z.string(), sec: z.number() })),
  httpErrors: z.record(z.string(), z.string()),
  databases: z.array(z.object({ t: z.string(), key: z.string() })),
});

const corpus = CorpusSchema.parse(
  JSON.parse(readFileSync(new URL('../../../fixtures/error-classes/corpus.json', import.meta.url), 'utf8')),
);
const samples = corpus.classes.flatMap(({ key, severity, samples: of }) =>
  of.map((sample) => ({ key, severity, ...sample })),
);
const titled = samples.map((sample) => [`${sample.key}: ${sample.t.slice(0, 60)}`, sample] as const);

const sourceOf = (key: string) => (/^(?:api|cli)\./.test(key) ? 'agent' : 'check');
const keysOf = (text: string, source: 'check' | 'agent') => classify(text, source).map(({ key }) => key);

/** The corpus has names of its own for parts of a location. */
const told = ({ location = {}, captures }: Finding): Record<string, unknown> => ({
  ...captures,
  path: location.file,
  line: location.line?.toString(),
  col: location.column?.toString(),
  nodeId: location.test,
  title: location.test,
  test: location.test,
});

describe('the corpus', () => {
  test('has all its classes and samples', () => {
    expect(corpus.classes).toHaveLength(43);
    expect(samples.filter(({ missedBefore }) => missedBefore).length).toBeGreaterThanOrEqual(14);
  });

  test.each(titled.filter(([, { want }]) => want))('is seen: %s', (_title, sample) => {
    const found = classify(sample.t, sourceOf(sample.key)).filter(({ key }) => key === sample.key);
    expect(found.map(told)[0]).toMatchObject(sample.cap ?? {});
  });

  test.each(titled.filter(([, { want }]) => !want))('is not seen: %s', (_title, { key, t }) => {
    expect(keysOf(t, sourceOf(key))).not.toContain(key);
  });

  test('keeps its severities; what passes by itself is transient', () => {
    const other = samples
      .filter(({ want }) => want)
      .filter(
        ({ key, t, severity }) =>
          classify(t, sourceOf(key)).find((one) => one.key === key)?.severity !== severity,
      );
    expect(new Set(other.map(({ key }) => key))).toEqual(new Set(['api.rate_limit']));
  });
});

describe('rate limits', () => {
  test.each(corpus.rateLimits.falseAlarms)('are not in %s', (text) => {
    expect(keysOf(text, 'agent')).toEqual([]);
  });

  test.each([...corpus.rateLimits.missed, ...corpus.rateLimits.otherVendors])(
    'or quotas are in %s',
    (text) => {
      expect(keysOf(text, 'agent')[0]).toMatch(/^api\.(?:rate_limit|quota_exhausted)$/);
    },
  );

  test.each(corpus.retryAfter)('tell when to come back: $in', ({ in: text, sec }) => {
    const [found] = classify(text, 'agent');
    expect(found?.key).toBe('api.rate_limit');
    expect(found?.captures['retryAfter']).toBe(sec === 0 ? undefined : String(sec));
  });

  test('and other answers of a server are told apart by their number', () => {
    const keys = Object.values(corpus.httpErrors).map((text) => keysOf(text, 'agent'));
    expect(Object.keys(corpus.httpErrors)).toEqual(['429', '502', '503']);
    expect(keys).toEqual([['api.rate_limit'], ['api.server_error'], ['api.rate_limit']]);
  });
});

test.each(corpus.databases)('databases that fail are $key: $t', ({ t, key }) => {
  expect(keysOf(t, 'check')).toEqual([key]);
});
