import { describe, expect, it } from 'vitest';
import { limits, renderSlack } from '../../../../../adapters/chat/slack/render.ts';
import type { Content, Span } from '../../../../../src/domain/surface/content.ts';
import { chart } from './any-content.ts';

const content = (blocks: Content['blocks'], title = 'Title'): Content => ({ tone: 'good', title, blocks });
const mrkdwnOf = (...spans: Span[]): unknown =>
  renderSlack(content([{ type: 'text', spans }]))
    .blocks.slice(1)
    .map((block) => 'text' in block && block.text.text);

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
