import { expect, test } from 'vitest';
import { textOf } from '../../../../../../adapters/http/pages/html.ts';
import { contentView } from '../../../../../../adapters/http/pages/views/content.ts';
import type { Content } from '../../../../../../src/domain/surface/content.ts';

const forms = { key: () => 'k1', goal: 'G-1' };
const content: Content = {
  tone: 'ask',
  title: 'Which?',
  blocks: [
    {
      type: 'text',
      spans: [
        'see ',
        { link: 'https://example.com/?a=1&b', label: 'this' },
        { link: 'data:x', label: 'that' },
      ],
    },
    { type: 'output', text: ' two\n  lines' },
    {
      type: 'buttons',
      buttons: [
        { act: 'answer/G-1/Q-1/1', label: 'One', style: 'primary' },
        {
          act: 'cancel/G-1',
          label: 'Cancel',
          style: 'danger',
          confirm: { title: 'Sure?', text: 'It ends.', yes: 'End it' },
        },
      ],
    },
    {
      type: 'choice',
      act: 'switch/G-1',
      placeholder: 'Agent',
      options: [{ value: 'codex', label: 'Codex' }],
    },
  ],
};

test('a message has its sign in words, its links and its output as they are', () => {
  const text = textOf(contentView(content, forms));
  expect(text).toContain('aria-label="question"');
  expect(text).toContain('<a href="https://example.com/?a=1&amp;b" rel="noopener noreferrer">this</a>');
  expect(text).toContain('that (data:x)');
  expect(text).toContain('<pre tabindex="0"> two\n  lines</pre>');
});

test('controls are forms that name their act, and what is grave is asked first', () => {
  const text = textOf(contentView(content, forms)).replaceAll(/\s+/g, ' ');
  expect(text).toContain('<button class="primary" name="act" value="answer/G-1/Q-1/1">One</button>');
  expect(text).toMatch(/<summary class="danger">Cancel<\/summary>.*Sure\?.*value="cancel\/G-1">End it/);
  expect(text).toMatch(/name="act" value="switch\/G-1".*<option value="codex">Codex/);
  expect(text.match(/name="key" value="k1"/g)).toHaveLength(3);
});

test('where nothing can be pressed there are no controls', () => {
  expect(textOf(contentView(content))).not.toMatch(/<form|<button|<select/);
});

test('a chart is an image of its own markup, with its words below', () => {
  const chart = { title: 't', from: 0, to: 1, bars: [], spend: { unit: 'usd' as const, points: [] } };
  const message: Content = { tone: 'good', title: 'x', blocks: [{ type: 'chart', alt: '1 turn', chart }] };
  const text = textOf(contentView(message, { ...forms, picture: () => '<svg onload="alert(1)"/>' }));
  expect(text).toContain(
    `src="data:image/svg+xml;base64,${Buffer.from('<svg onload="alert(1)"/>').toString('base64')}"`,
  );
  expect(text).toContain('1 turn');
  expect(text).not.toContain('<svg');
  expect(textOf(contentView(message, forms))).not.toContain('<img');
});
