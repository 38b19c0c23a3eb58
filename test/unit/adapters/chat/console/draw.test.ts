import { describe, expect, it } from 'vitest';
import { cardLine, cardText, noticeText } from '../../../../../adapters/chat/console/draw.ts';
import type { Content } from '../../../../../src/domain/surface/content.ts';

const card: Content = {
  tone: 'work',
  title: 'G-1 · Fix it',
  blocks: [
    {
      type: 'fields',
      fields: [
        { label: 'State', value: [{ bold: 'running: turn 2 of 40' }] },
        { label: 'Project', value: ['app'] },
        { label: 'Changes', value: ['2 files'] },
      ],
    },
    { type: 'text', spans: ['reading\n', { code: 'cart.js' }, ' of ', { person: 'U1', label: 'ann' }] },
    { type: 'small', spans: ['never shown in a line'] },
  ],
};

describe('threads on a terminal', () => {
  it('open with a card in a box', () => {
    expect(cardText('title\n  one\n  two')).toBe('┌ title\n│   one\n│   two\n└');
  });

  it('go on indented under the name of the goal', () => {
    expect(noticeText('G-12', 'title\n  one')).toBe('G-12 │ title\n     │   one');
  });

  it('say in one line what of an edited card is worth reading', () => {
    expect(cardLine(card)).toBe('running: turn 2 of 40 · 2 files · reading cart.js of ann');
  });

  it('keep that line short and free of anything that acts on the terminal', () => {
    const line = cardLine({
      ...card,
      blocks: [{ type: 'text', spans: ['a\u001B[2Jb\u0007\r', 'x'.repeat(500)] }],
    });
    expect(line).toMatch(/^ab x+$/);
    expect(line.length).toBeLessThanOrEqual(160);
  });
});
