import * as fc from 'fast-check';
import type { Uploads } from '../../../../../adapters/chat/slack/render.ts';
import type { Chart } from '../../../../../src/domain/surface/chart.ts';
import type { Button, Content, Span } from '../../../../../src/domain/surface/content.ts';

const fragments = [
  '<!channel>',
  '<!here|x>',
  '<!subteam^S1>',
  '<@U123>',
  '<#C1|x>',
  '@here',
  '@channel',
  '@everyone',
  '```',
  '`',
  '*',
  '_',
  '~',
  '&',
  '<',
  '>',
  '|',
  '&lt;',
  '<https://evil.test|https://github.com>',
  'https://x.test/|<>',
  '\u202E',
  '\u0000',
  '\u001B[31m',
  '🦬',
  '\n',
  ' ',
  'word',
  '<!date^0^x|y>',
];
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...fragments), fc.string({ unit: 'binary', maxLength: 20 })), {
    maxLength: 60,
  })
  .map((parts) => parts.join(''));
const long = fc
  .tuple(hostile, fc.integer({ min: 1, max: 200 }))
  .map(([text, times]) => text.repeat(times).slice(0, 20_000));
const text = fc.oneof({ weight: 4, arbitrary: hostile }, { weight: 1, arbitrary: long });
const address = fc.oneof(
  text,
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  hostile.map((tail) => `https://own.test/${tail}`),
);
const span: fc.Arbitrary<Span> = fc.oneof(
  text,
  fc.record({ bold: text }),
  fc.record({ code: text }),
  fc.record({ link: address, label: text }),
  fc.record({ person: fc.oneof(text, fc.constantFrom('U1234', 'W99')), label: text }),
);
const named = (maxLength: number) =>
  fc
    .oneof(
      hostile.map((one) => one.slice(0, maxLength)),
      fc.string({ minLength: 1, maxLength }),
    )
    .map((one) => one || 'x');
/** Acts and values name things; they are drover’s own words. */
const actName = (maxLength: number) => fc.stringMatching(new RegExp(`^[A-Za-z0-9/_-]{1,${maxLength}}$`, 'u'));
const button: fc.Arbitrary<Button> = fc.record(
  {
    act: actName(100),
    label: named(75),
    style: fc.constantFrom('plain' as const, 'primary' as const, 'danger' as const),
    confirm: fc.record({ title: named(100), text: named(300), yes: named(30) }),
  },
  { requiredKeys: ['act', 'label', 'style'] },
);
export const chart: Chart = { title: 'x', from: 0, to: 1, bars: [], spend: { unit: 'usd', points: [] } };
const spans = fc.array(span, { maxLength: 6 });
const block: fc.Arbitrary<Content['blocks'][number]> = fc.oneof(
  fc.record({ type: fc.constant('text' as const), spans }),
  fc.record({ type: fc.constant('small' as const), spans }),
  fc.record({
    type: fc.constant('fields' as const),
    fields: fc.array(fc.record({ label: text, value: spans }), { maxLength: 25 }),
  }),
  fc.record({ type: fc.constant('output' as const), text, name: fc.constantFrom('G-1.log', 'a|b<c>.diff') }),
  fc.record({
    type: fc.constant('buttons' as const),
    buttons: fc.array(button, { minLength: 1, maxLength: 25 }),
  }),
  fc.record({
    type: fc.constant('choice' as const),
    act: actName(80),
    placeholder: named(100),
    options: fc.array(fc.record({ value: actName(19), label: named(100) }), { minLength: 1, maxLength: 25 }),
  }),
  fc.record({ type: fc.constant('chart' as const), alt: text, chart: fc.constant(chart) }),
);
/** Some of what can lie in a file does, some does not. */
export const uploadsOf = (any: Content): Uploads =>
  new Map(
    any.blocks
      .filter((one) => one.type === 'chart' || one.type === 'output')
      .slice(0, 3)
      .map((one, index) => [
        one,
        one.type === 'chart'
          ? { is: 'picture' as const, id: `F0000000${index}` }
          : {
              is: 'file' as const,
              name: 'name' in one ? (one.name ?? '') : '',
              permalink: 'https://x.slack.com/files/U1/F1/a.log',
            },
      ]),
  );
/** What drover could ever say, with hostile words in every place. */
export const anyContent: fc.Arbitrary<Content> = fc.record({
  tone: fc.constantFrom('info', 'work', 'good', 'bad', 'warn', 'ask', 'still'),
  title: text,
  blocks: fc.array(block, { maxLength: 60, size: 'small' }),
});
