import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderContent } from '../../../../../adapters/cli/show/render-content.ts';
import type { Content } from '../../../../../src/domain/surface/content.ts';

const card: Content = {
  tone: 'work',
  title: 'G-1 · Fix the cart',
  blocks: [
    {
      type: 'fields',
      fields: [
        { label: 'State', value: [{ bold: 'running' }] },
        { label: 'Branch', value: [{ code: 'drover/G-1' }] },
      ],
    },
    {
      type: 'text',
      spans: [
        'See ',
        { link: 'https://example.org/1', label: 'the run' },
        ' of ',
        { person: 'U1', label: 'ann' },
        '.',
      ],
    },
    { type: 'output', text: 'one\ntwo\n\n' },
    { type: 'small', spans: ['turn 1 of 40'] },
  ],
};

describe('content on a terminal', () => {
  it('reads well without colours', () => {
    expect(renderContent(card, { color: false })).toBe(
      [
        '▶ G-1 · Fix the cart',
        '  State   running',
        '  Branch  drover/G-1',
        '  See the run <https://example.org/1> of @ann.',
        '  | one',
        '  | two',
        '  turn 1 of 40',
      ].join('\n'),
    );
  });

  it('is the same text with colours around it', () => {
    const colored = renderContent(card, { color: true });
    // oxlint-disable-next-line no-control-regex -- colours are what is taken out
    expect(colored.replaceAll(/\u001B\[\d+m/g, '')).toBe(renderContent(card, { color: false }));
    expect(colored).toContain('\u001B[1mrunning\u001B[22m');
  });

  it('keeps further lines of a value in their column, and a title on one line', () => {
    const content: Content = {
      tone: 'info',
      title: 'a\nb',
      blocks: [{ type: 'fields', fields: [{ label: 'Checks', value: ['✔ one\n✘ two'] }] }],
    };
    expect(renderContent(content, { color: false })).toBe('• a b\n  Checks  ✔ one\n          ✘ two');
  });

  it('lets no character of foreign text act on the terminal, wherever it stands', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (foreign) => {
        const text = renderContent(
          {
            tone: 'bad',
            title: foreign,
            blocks: [
              {
                type: 'text',
                spans: [
                  foreign,
                  { bold: foreign },
                  { code: foreign },
                  { link: foreign, label: foreign },
                  { person: foreign, label: foreign },
                ],
              },
              { type: 'fields', fields: [{ label: foreign, value: [foreign] }] },
              { type: 'output', text: foreign },
              { type: 'small', spans: [foreign] },
            ],
          },
          { color: false },
        );
        // oxlint-disable-next-line no-control-regex -- control characters are what must not be there
        expect(text).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/);
      }),
    );
  });
});
