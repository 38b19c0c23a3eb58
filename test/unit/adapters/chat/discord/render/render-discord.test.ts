import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits } from '../../../../../../adapters/chat/discord/render/limits.ts';
import { renderDiscord } from '../../../../../../adapters/chat/discord/render/render-discord.ts';
import type { Content, Span } from '../../../../../../src/domain/surface/content.ts';
import { messageWrongs } from '../../../../../support/discord-emulator/checks/check-message.ts';
import { maskedLinks, pingsOf } from '../../../../../support/discord-emulator/checks/mentions.ts';

const content = (blocks: Content['blocks'], title = 'Title'): Content => ({ tone: 'good', title, blocks });
const linesOf = (...spans: Span[]): string =>
  renderDiscord(content([{ type: 'text', spans }]))
    .content.split('\n')
    .slice(1)
    .join('\n');

const fragments = [
  '@everyone',
  '@here',
  '<@123456789012345678>',
  '<@&1>',
  '<#1>',
  '</goal:1>',
  '<t:1:R>',
  '<:x:1>',
  '```',
  '`',
  '``',
  '*',
  '**',
  '_',
  '__',
  '~~',
  '||',
  '# ',
  '> ',
  '- ',
  '-# ',
  '1. ',
  '[',
  ']',
  '(',
  ')',
  '\\',
  '%5',
  '\n',
  '[https://github.com](https://evil.test)',
  '[github.com](<https://evil.test>)',
  'https://a.test/x_y_z*(b)',
  'https://evil.test/)](https://a.test',
  '\u202E',
  '\u0000',
  '\u001B[31m',
  '🦬',
  ' ',
  'word',
];
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...fragments), fc.string({ unit: 'binary', maxLength: 12 })), {
    maxLength: 30,
  })
  .map((parts) => parts.join(''));
const text = fc.oneof(
  { weight: 5, arbitrary: hostile },
  {
    weight: 1,
    arbitrary: fc.tuple(hostile, fc.integer({ min: 1, max: 90 })).map(([one, n]) => one.repeat(n)),
  },
);
const address = fc.oneof(text, fc.webUrl({ withQueryParameters: true, withFragments: true }));
const span: fc.Arbitrary<Span> = fc.oneof(
  text,
  fc.record({ bold: text }),
  fc.record({ code: text }),
  fc.record({ link: address, label: text }),
  fc.record({ person: text, label: text }),
);
const spans = fc.array(span, { maxLength: 5 });
const button = fc.record({
  act: fc.string({ minLength: 1, maxLength: 100 }),
  label: fc.string({ minLength: 1, maxLength: 75 }),
  style: fc.constantFrom('plain' as const, 'primary' as const, 'danger' as const),
});
const block: fc.Arbitrary<Content['blocks'][number]> = fc.oneof(
  fc.record({ type: fc.constant('text' as const), spans }),
  fc.record({ type: fc.constant('small' as const), spans }),
  fc.record({
    type: fc.constant('fields' as const),
    fields: fc.array(fc.record({ label: text, value: spans }), { maxLength: 12 }),
  }),
  fc.record({ type: fc.constant('output' as const), text }),
  fc.record({ type: fc.constant('output' as const), text, name: hostile }),
  fc.record({
    type: fc.constant('buttons' as const),
    buttons: fc.array(button, { minLength: 1, maxLength: 25 }),
  }),
);
const anyContent: fc.Arbitrary<Content> = fc.record({
  tone: fc.constantFrom('info', 'work', 'good', 'bad', 'warn', 'ask', 'still'),
  title: text,
  blocks: fc.array(block, { maxLength: 10 }),
});
const runs = { numRuns: 80, interruptAfterTimeLimit: 4000 };

describe('what drover says in Discord', () => {
  it('keeps every limit, mentions nobody and pretends no link, whatever stands in it', () => {
    fc.assert(
      fc.property(anyContent, fc.boolean(), (given, whole) => {
        const { content: shown, components, files } = renderDiscord(given, { whole });
        expect(messageWrongs({ content: shown, embeds: [], components, flags: 0 })).toEqual([]);
        const spoken = { content: shown, embeds: [], components };
        expect({ pings: pingsOf(spoken, undefined), links: maskedLinks(spoken) }).toEqual({
          pings: [],
          links: [],
        });
        expect(files.length).toBeLessThanOrEqual(limits.files);
      }),
      runs,
    );
  });

  it('shows words as they are, with what Markdown would read escaped', () => {
    expect(linesOf('a *b* _c_ `d` [e](f) # g')).toBe(String.raw`a \*b\* \_c\_ ˋdˋ \[e\](f) # g`);
    expect(linesOf('# h\n> i\n- j\n1. k\n-# l')).toBe(
      String.raw`\# h` + '\n' + String.raw`\> i` + '\n\\- j\n1\\. k\n\\-# l',
    );
    expect(linesOf({ bold: 'x*y' }, ' ', { code: 'a`b' })).toBe('**x\\*y** `aˋb`');
  });

  it('leaves web addresses whole and safe, and says where a link leads', () => {
    expect(linesOf('see https://a.test/x_y*z!')).toBe('see https://a.test/x%5Fy%2Az!');
    expect(linesOf({ link: 'https://ci.test/7', label: 'the run' })).toBe(
      '[the run (ci.test)](<https://ci.test/7>)',
    );
    expect(linesOf({ link: 'https://evil.test/', label: 'github.com' })).toBe(
      'github.com <https://evil.test/>',
    );
    expect(linesOf({ link: 'javascript:alert(1)', label: 'x' })).toBe('x');
  });

  it('notifies people only where something is asked of them', () => {
    const blocks: Content['blocks'] = [
      { type: 'text', spans: [{ person: '123456789012345678', label: 'ann' }] },
    ];
    expect(renderDiscord({ tone: 'ask', title: 'Which?', blocks }).pings).toEqual(['123456789012345678']);
    expect(renderDiscord({ tone: 'work', title: 'Works', blocks })).toMatchObject({ pings: [] });
    expect(linesOf({ person: 'U0SLACK', label: 'ann' })).toBe('@ann');
  });

  it('makes a file of named output that is too long, and cuts what has no name', () => {
    const long = Array.from({ length: 900 }, (_, line) => `line ${line}`).join('\n');
    const named = renderDiscord(content([{ type: 'output', text: long, name: '../G-1 log' }]));
    expect(named.files).toEqual([{ name: 'G-1-log', text: long }]);
    expect(named.content).toContain('is attached');
    const words = renderDiscord(content([{ type: 'text', spans: ['word '.repeat(2000)] }])).content;
    expect(words.length).toBeLessThanOrEqual(2000);
    expect(words.length).toBeGreaterThan(1900);
    const bare = renderDiscord(content([{ type: 'output', text: long }]));
    expect(bare.files).toEqual([]);
    expect(bare.content).toMatch(/line 0\n[\s\S]*left out[\s\S]*line 899/u);
    expect(renderDiscord(content([{ type: 'output', text: long }]), { whole: true }).files).toMatchObject([
      { name: 'message.txt', text: expect.stringContaining('line 450') },
    ]);
  });

  it('puts five controls into a row, marks those that are asked about, and leaves out a second of the same', () => {
    const buttons = Array.from({ length: 7 }, (_, index) => ({
      act: `pause/G-${index % 6}`,
      label: `B${index}`,
      style: 'plain' as const,
      ...(index === 1 ? { confirm: { title: 'Sure?', text: 'It ends.', yes: 'Yes' } } : {}),
    }));
    const { components } = renderDiscord(content([{ type: 'buttons', buttons }]));
    expect(components.map((row) => row.components.map((one) => one.custom_id))).toEqual([
      ['pause/G-0', '?pause/G-1', 'pause/G-2', 'pause/G-3', 'pause/G-4'],
      ['pause/G-5'],
    ]);
  });
});
