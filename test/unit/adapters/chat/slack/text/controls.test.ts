import { describe, expect, it } from 'vitest';
import { renderSlack } from '../../../../../../adapters/chat/slack/render.ts';
import type { Content } from '../../../../../../src/domain/surface/content.ts';
import { blocksError } from '../../../../../support/slack-emulator/check-blocks.ts';

const content = (blocks: Content['blocks']): Content => ({ tone: 'good', title: 'Title', blocks });
const plain = (text: string) => ({ type: 'plain_text', text, emoji: false });
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

  it('are cut to what Slack takes, and are never without words', () => {
    const [row] = rows(buttons('x'.repeat(90), '\u202E'));
    expect(row?.elements.map((one) => 'text' in one && one.text.text)).toEqual([`${'x'.repeat(74)}…`, '…']);
  });

  it('are numbered over the whole message', () => {
    const ids = rows(buttons('a', 'b'), buttons('c')).flatMap((row) =>
      row.elements.map((one) => one.action_id),
    );
    expect(ids).toEqual(['act:0', 'act:1', 'act:2']);
  });

  it('stay when the text before them does not fit', () => {
    const texts = Array.from({ length: 60 }, () => ({ type: 'text' as const, spans: ['x'.repeat(2000)] }));
    const { blocks } = renderSlack(content([...texts, buttons('approve', 'deny')]));
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
    const { blocks } = renderSlack(
      content([...many, { type: 'text', spans: [`what this is about${'.'.repeat(2000)}`] }]),
    );
    expect(blocksError(blocks)).toBeUndefined();
    expect(JSON.stringify(blocks)).toContain('what this is about');
  });
});
