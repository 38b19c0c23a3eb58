import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits, renderPage, renderSlack, type Uploads } from '../../../../../adapters/chat/slack/render.ts';
import type { Chart } from '../../../../../src/domain/surface/chart.ts';
import type { Button, Content, Span } from '../../../../../src/domain/surface/content.ts';
import { blocksError, linksOf, pingsOf } from '../../../../support/slack-emulator/check-blocks.ts';
import { textFaults } from '../../../../support/slack-emulator/limits/foreign-text.ts';
import { viewProblem } from '../../../../support/slack-emulator/limits/view.ts';
import { controlsOf } from '../../../../support/slack-emulator/people/find-control.ts';

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
const chart: Chart = { title: 'x', from: 0, to: 1, bars: [], spend: { unit: 'usd', points: [] } };
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
const uploadsOf = (any: Content): Uploads =>
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
        for (const message of [renderSlack(any), renderSlack(any, uploadsOf(any))]) {
          expect(blocksError(message.blocks)).toBeUndefined();
          expect(message.text.length).toBeGreaterThan(0);
          expect(message.text.length).toBeLessThanOrEqual(4000);
        }
        expect(viewProblem({ type: 'home', blocks: renderPage(any) }, 'home')).toBeUndefined();
      }),
      bounded,
    );
  });

  it('does nothing that its readers would suffer from', () => {
    fc.assert(
      fc.property(anyContent, (any) => {
        expect(textFaults(renderSlack(any, uploadsOf(any)), new Set(['U1234', 'W99']))).toEqual([]);
      }),
      bounded,
    );
  });

  it('keeps its first buttons, each under a name of its own and with its act, however long the rest is', () => {
    fc.assert(
      fc.property(anyContent, (any) => {
        const shown = controlsOf(renderSlack(any).blocks);
        expect(new Set(shown.map(({ actionId }) => actionId)).size).toBe(shown.length);
        const acts = any.blocks
          .flatMap((one) => (one.type === 'buttons' ? one.buttons : []))
          .map(({ act }) => act);
        const values = shown.flatMap(({ control }) => (control.type === 'button' ? [control.value] : []));
        if (any.blocks.find((one) => one.type === 'buttons' || one.type === 'choice')?.type === 'buttons')
          expect(values[0]).toBe(acts[0]);
        for (const value of values) expect(acts).toContain(value);
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

const buttons = (...labels: string[]): Content['blocks'][number] => ({
  type: 'buttons',
  buttons: labels.map((label) => ({ act: `say/${label}`, label, style: 'plain' })),
});
const rows = (...blocks: Content['blocks']) =>
  renderSlack(content(blocks)).blocks.filter((one) => one.type === 'actions');

describe('controls', () => {
  it('are buttons with their act as value, a colour and a question where they have one', () => {
    const confirm = { title: 'Cancel G-1?', text: 'Its work is kept for a week.', yes: 'Cancel it' };
    const [row] = rows({
      type: 'buttons',
      buttons: [
        { act: 'pause/G-1', label: 'Pause', style: 'plain' },
        { act: 'cancel/G-1', label: 'Cancel <!here>', style: 'danger', confirm },
      ],
    });
    const plain = (text: string) => ({ type: 'plain_text', text, emoji: false });
    expect(row?.elements).toEqual([
      { type: 'button', action_id: 'act:0', text: plain('Pause'), value: 'pause/G-1' },
      {
        type: 'button',
        action_id: 'act:1',
        text: plain('Cancel <\u200B!here>'),
        value: 'cancel/G-1',
        style: 'danger',
        confirm: {
          title: plain(confirm.title),
          text: plain(confirm.text),
          confirm: plain(confirm.yes),
          deny: plain('Not now'),
          style: 'danger',
        },
      },
    ]);
  });

  it('let choose among several, and each option is an act', () => {
    const [row] = rows({
      type: 'choice',
      act: 'answer/G-1/Q-1',
      placeholder: 'Which one?',
      options: [{ value: '2', label: 'the blue one' }],
    });
    expect(row?.elements[0]).toMatchObject({
      type: 'static_select',
      action_id: 'choice:0',
      options: [{ text: { text: 'the blue one' }, value: 'answer/G-1/Q-1/2' }],
    });
  });

  it('are numbered over the whole message', () => {
    const ids = rows(buttons('a', 'b'), buttons('c')).flatMap((row) =>
      row.elements.map((one) => one.action_id),
    );
    expect(ids).toEqual(['act:0', 'act:1', 'act:2']);
  });

  it('stay when the text before them does not fit', () => {
    const long = Array.from({ length: 60 }, () => ({ type: 'text' as const, spans: ['x'.repeat(2000)] }));
    const { blocks } = renderSlack(content([...long, buttons('approve', 'deny')]));
    expect(blocksError(blocks)).toBeUndefined();
    expect(blocks.at(-1)).toMatchObject({ type: 'actions', elements: [{}, {}] });
    expect(JSON.stringify(blocks.at(-2))).toContain('Shortened');
  });

  it('do not crowd out what they are about', () => {
    const confirm = { title: 'x'.repeat(100), text: 'x'.repeat(300), yes: 'yes' };
    const many: Content['blocks'] = Array.from({ length: 12 }, () => ({
      type: 'buttons',
      buttons: Array.from({ length: 25 }, (_, n) => ({
        act: `stop/G-${n}`,
        label: 'Stop',
        style: 'danger',
        confirm,
      })),
    }));
    const { blocks } = renderSlack(content([...many, { type: 'text', spans: ['what this is about'] }]));
    expect(blocksError(blocks)).toBeUndefined();
    expect(JSON.stringify(blocks)).toContain('what this is about');
  });
});

describe('what lies in a file', () => {
  const log = { type: 'output' as const, name: 'G-1|<a>.log', text: 'line\n'.repeat(5000) };
  const permalink = 'https://emulator.slack.com/files/U1/F00000001/g-1.log';

  it('is linked in text and blocks, with its start and end shown', () => {
    const message = renderSlack(content([log]), new Map([[log, { is: 'file', name: log.name, permalink }]]));
    const link = `<${permalink}|G-1¦&lt;a&gt;.log>`;
    expect(message.text).toContain(link);
    expect(message.blocks[1]).toMatchObject({ type: 'section', text: { text: `The whole of it: ${link}` } });
    expect(JSON.stringify(message.blocks[2])).toMatch(/characters left out/u);
  });

  it('is a picture with its words beside, or the words alone', () => {
    const drawn = { type: 'chart' as const, alt: 'Two turns & a check', chart };
    const [, image] = renderSlack(
      content([drawn]),
      new Map([[drawn, { is: 'picture', id: 'F00000001' }]]),
    ).blocks;
    expect(image).toEqual({
      type: 'image',
      slack_file: { id: 'F00000001' },
      alt_text: 'Two turns & a check',
    });
    const [, words] = renderSlack(content([drawn])).blocks;
    expect(words).toMatchObject({ type: 'section', text: { text: 'Two turns &amp; a check' } });
    expect(renderSlack(content([drawn])).text).toContain('Two turns &amp; a check');
  });
});
