import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { summarySection } from '../../../src/policy/summary-section.ts';

test('the last summary heading counts, up to the next heading', () => {
  const text =
    '# Work\nmuch\n## Summary\nfirst try\n## More\nx\n## Summary\nIt is mended.\nTests pass.\n### Notes\nno';
  expect(summarySection(text)).toBe('It is mended.\nTests pass.');
});

test.each([
  ['## Summary:\nDone.', 'Done.'],
  ['### summary ###\n\nDone.\n\n', 'Done.'],
  ['# SUMMARY\r\nDone.\r\nAll of it.', 'Done.\nAll of it.'],
  ['## Summary\n- one\n- two', '- one\n- two'],
])('%j says %j', (text, summary) => expect(summarySection(text)).toBe(summary));

test.each([
  'Done.',
  '',
  '## Summary',
  '## Summary\n\n## Next\nx',
  'In short, ## Summary\nx',
  '## Summary of the parser\nx',
  '```md\n## Summary\nan example\n```\nNothing else.',
  '##Summary\nx',
])('%j holds none', (text) => expect(summarySection(text)).toBeUndefined());

test('a heading inside of a code block neither begins nor ends a summary', () => {
  const text = '## Summary\nRun this:\n```sh\n# not a heading\nnpm test\n```\nThen look.';
  expect(summarySection(text)).toBe('Run this:\n```sh\n# not a heading\nnpm test\n```\nThen look.');
});

test('whatever stands before and after, a summary is found and never holds a heading of its own', () => {
  const line = fc.stringMatching(/^[a-z .]{0,20}$/);
  fc.assert(
    fc.property(fc.array(line), line, fc.array(line), (before, words, after) => {
      const text = [...before, '## Summary', `x${words}`, '## Rest', ...after].join('\n');
      expect(summarySection(text)).toBe(`x${words}`.trim());
    }),
  );
});
