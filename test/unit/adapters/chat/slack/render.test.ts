import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits, renderSlack } from '../../../../../adapters/chat/slack/render.ts';
import type { Content, Span } from '../../../../../src/domain/surface/content.ts';
import { blocksError, linksOf, pingsOf } from '../../../../support/slack-emulator/check-blocks.ts';

const content = (blocks: Content['blocks'], title = 'Title'): Content => ({ tone: 'good', title, blocks });
const mrkdwnOf = (...spans: Span[]): unknown =>
  renderSlack(content([{ type: 'text', spans }]))
    .blocks.slice(1)
    .map((block) => 'text' in block && block.text.text);

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
const spans = fc.array(span, { maxLength: 6 });
const block: fc.Arbitrary<Content['blocks'][number]> = fc.oneof(
  fc.record({ type: fc.constant('text' as const), spans }),
  fc.record({ type: fc.constant('small' as const), spans }),
  fc.record({
    type: fc.constant('fields' as const),
    fields: fc.array(fc.record({ label: text, value: spans }), { maxLength: 25 }),
  }),
  fc.record({ type: fc.constant('output' as const), text }),
);
const anyContent: fc.Arbitrary<Content> = fc.record({
  tone: fc.constantFrom('info', 'work', 'good', 'bad', 'warn', 'ask', 'still'),
  title: text,
  blocks: fc.array(block, { maxLength: 60, size: 'small' }),
});

/** Shrinking a large counterexample may take minutes; it stops here. */
const bounded = { numRuns: 60, interruptAfterTimeLimit: 20_000, markInterruptAsFailure: true };

describe('any content at all', () => {
  it('is accepted by Slack: every limit is kept', () => {
    fc.assert(
      fc.property(anyContent, (any) => {
        const message = renderSlack(any);
        expect(blocksError(message.blocks)).toBeUndefined();
        expect(message.text.length).toBeGreaterThan(0);
        expect(message.text.length).toBeLessThanOrEqual(4000);
      }),
      bounded,
    );
  });

  it('pings only people that drover names, and links only where drover links', () => {
    fc.assert(
      fc.property(anyContent, (any) => {
        const message = renderSlack(any);
        for (const ping of pingsOf(message)) expect(['@U1234', '@W99']).toContain(ping);
        expect(pingsOf({ text: message.text, blocks: [] })).toEqual([]);
        for (const link of linksOf(message)) expect(link).toMatch(/^https?:\/\/[^|<>\s]+\|[^|<>]/u);
      }),
      bounded,
    );
  });

  it('hides nothing: no control, bidirectional or broken characters, no half entity', () => {
    fc.assert(
      fc.property(anyContent, (any) => {
        const message = renderSlack(any);
        const shown = JSON.stringify(message);
        // eslint-disable-next-line no-control-regex -- these are the characters to find
        expect(shown).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFEFF]/u);
        expect(shown).not.toMatch(/\\u[0-9a-f]{4}/iu);
        expect(message.text.replace(/&(?:amp|lt|gt);/gu, '')).not.toContain('&');
      }),
      bounded,
    );
  });

  it('never mentions a whole channel, not even in plain words', () => {
    fc.assert(
      fc.property(anyContent, (any) => {
        expect(JSON.stringify(renderSlack(any))).not.toMatch(
          /(?<!\w)@(?:channel|here|everyone)\b|<!(?:channel|here)/iu,
        );
      }),
      bounded,
    );
  });
});

describe('the shape of a message', () => {
  it('has a header with a sign, and the same in its text', () => {
    const { text: words, blocks } = renderSlack(
      content([{ type: 'text', spans: ['body'] }], 'Done & dusted'),
    );
    expect(blocks[0]).toEqual({
      type: 'header',
      text: { type: 'plain_text', text: '✅ Done & dusted', emoji: false },
    });
    expect(words).toBe('✅ Done &amp; dusted\nbody');
  });

  it('escapes each kind of span', () => {
    expect(
      mrkdwnOf('a <b> & ', { bold: 'x*y' }, ' ', { code: 'a`b' }, ' ', { person: 'U1', label: 'ann' }),
    ).toEqual(['a &lt;b&gt; &amp; *x∗y* `aˋb` <@U1>']);
    expect(mrkdwnOf({ person: 'not an id', label: 'ann' })).toEqual(['@ann']);
  });

  it('links only to http and https, and shows where a label leads', () => {
    expect(mrkdwnOf({ link: 'https://github.com/o/r/pull/1', label: '#1' })).toEqual([
      '<https://github.com/o/r/pull/1|#1 (github.com)>',
    ]);
    expect(mrkdwnOf({ link: 'https://github.com/a|b?c=<d>&e', label: 'github.com' })).toEqual([
      '<https://github.com/a%7Cb?c=%3Cd%3E&amp;e|github.com>',
    ]);
    expect(mrkdwnOf({ link: 'https://evil.test/', label: 'https://github.com' })).toEqual([
      '<https://evil.test/|https://github.com (evil.test)>',
    ]);
    for (const link of [
      'javascript:alert(1)',
      'slack://x',
      'https://github.com@evil.test/',
      'no address',
      'file:///x',
    ])
      expect(mrkdwnOf({ link, label: 'label' })).toEqual(['label']);
  });

  it('puts output where backticks end nothing, and keeps its end when it is long', () => {
    const lines = Array.from({ length: 2000 }, (_, number) => `line ${number} \`\`\``).join('\n');
    const [, output] = renderSlack(content([{ type: 'output', text: lines }])).blocks;
    expect(output).toMatchObject({ type: 'rich_text', elements: [{ type: 'rich_text_preformatted' }] });
    const shown = output?.type === 'rich_text' ? output.elements[0].elements[0].text : '';
    expect(shown).toMatch(/^line 0 ```\n.*characters left out.*line 1999 ```$/su);
    expect(shown.length).toBeLessThanOrEqual(limits.output);
  });

  it('spreads long text over sections without losing any of it', () => {
    const words = Array.from({ length: 1500 }, (_, number) => `w${number}`).join(' ');
    const sections = mrkdwnOf(words);
    expect(Array.isArray(sections) && sections.length > 1 && sections.join('') === words).toBe(true);
  });

  it('says so when something was left out', () => {
    const many = Array.from({ length: 80 }, () => ({ type: 'text' as const, spans: ['x'] }));
    const { blocks } = renderSlack(content(many));
    expect(blocks).toHaveLength(50);
    expect(JSON.stringify(blocks.at(-1))).toContain('Shortened');
  });

  it('stays below what Slack takes in total, with many long outputs', () => {
    const many = Array.from({ length: 5 }, () => ({
      type: 'output' as const,
      text: '"quoted" \n'.repeat(2000),
    }));
    const { blocks } = renderSlack(content(many));
    expect(JSON.stringify(blocks).length).toBeLessThanOrEqual(13_000);
    expect(blocks.filter((one) => one.type === 'rich_text').length).toBeGreaterThan(0);
  });

  it('shows ten fields per section', () => {
    const fields = Array.from({ length: 12 }, (_, number) => ({
      label: `f${number}`,
      value: [`v${number}`],
    }));
    const sections = renderSlack(content([{ type: 'fields', fields }])).blocks.slice(1);
    expect(sections.map((section) => 'fields' in section && section.fields.length)).toEqual([10, 2]);
    expect(JSON.stringify(sections[1])).toContain('*f11*\\nv11');
  });
});
