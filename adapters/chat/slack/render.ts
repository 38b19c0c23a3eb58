import { assertNever } from '../../../src/domain/errors.ts';
import type { Block, Content, Span } from '../../../src/domain/surface/content.ts';
import { cleanText, cutMiddle, cutText, oneLine } from '../shared/cut-text.ts';
import { cutEscaped, disarmMentions, escapeText } from './text/escape.ts';
import { bold, mrkdwnParts, plainText } from './text/mrkdwn.ts';

/** Source: https://docs.slack.dev/reference/block-kit/blocks and chat.update; the sum is measured, Slack documents none. */
export const limits = {
  text: 3900,
  blocks: 50,
  header: 150,
  section: 2900,
  fieldsPerSection: 10,
  field: 1900,
  output: 8000,
  /** JSON of all blocks; Slack answers `msg_blocks_too_long` at about 13,200. */
  total: 12_500,
} as const;

interface Mrkdwn {
  type: 'mrkdwn';
  text: string;
  verbatim: true;
}

/** The blocks that drover uses, as the Web API takes them. */
export type SlackBlock =
  | { type: 'header'; text: { type: 'plain_text'; text: string; emoji: false } }
  | { type: 'section'; text: Mrkdwn }
  | { type: 'section'; fields: Mrkdwn[] }
  | { type: 'context'; elements: Mrkdwn[] }
  | {
      type: 'rich_text';
      elements: [{ type: 'rich_text_preformatted'; elements: [{ type: 'text'; text: string }] }];
    };

/** Blocks for people, text for notifications and screen readers. */
export interface SlackMessage {
  readonly text: string;
  readonly blocks: SlackBlock[];
}

const signs: Readonly<Record<Content['tone'], string>> = {
  info: 'ℹ️',
  work: '⚙️',
  good: '✅',
  bad: '❌',
  warn: '⚠️',
  ask: '❓',
  still: '⏸️',
};

/** What drover says in Slack's shape: every limit kept, every foreign string disarmed. */
export function renderSlack(content: Content): SlackMessage {
  const title = cutText(
    `${signs[content.tone]} ${disarmMentions(oneLine(content.title))}`.trim(),
    limits.header,
  );
  const blocks = [header(title), ...content.blocks.flatMap(blocksOf)];
  return { text: textOf(title, content), blocks: withinTotal(blocks) };
}

const header = (text: string): SlackBlock => ({
  type: 'header',
  text: { type: 'plain_text', text, emoji: false },
});

function blocksOf(block: Block): readonly SlackBlock[] {
  switch (block.type) {
    case 'text':
      return mrkdwnParts(block.spans, limits.section).map((text) => ({
        type: 'section',
        text: mrkdwn(text),
      }));
    case 'small':
      return mrkdwnParts(block.spans, limits.section).map((text) => ({
        type: 'context',
        elements: [mrkdwn(text)],
      }));
    case 'fields':
      return fieldSections(block.fields);
    case 'output':
      return output(block.text);
    case 'chart':
      return mrkdwnParts([disarmMentions(block.alt)], limits.section).map((text) => ({
        type: 'section',
        text: mrkdwn(text),
      }));
    case 'buttons':
    case 'choice':
      return [];
    default:
      return assertNever(block);
  }
}

/** `verbatim`: Slack must not find links, channels or people in plain words. */
const mrkdwn = (text: string): Mrkdwn => ({ type: 'mrkdwn', text, verbatim: true });

function fieldSections(fields: readonly { label: string; value: readonly Span[] }[]): readonly SlackBlock[] {
  const shown = fields.map((field) => mrkdwn(fieldText(field.label, field.value)));
  const sections: SlackBlock[] = [];
  for (let at = 0; at < shown.length; at += limits.fieldsPerSection)
    sections.push({ type: 'section', fields: shown.slice(at, at + limits.fieldsPerSection) });
  return sections;
}

function fieldText(label: string, value: readonly Span[]): string {
  const name = bold(cutText(label, 100));
  const [first = '–', ...more] = mrkdwnParts(value, limits.field - name.length - 2);
  return `${name}\n${first}${more.length === 0 ? '' : '…'}`;
}

/** A preformatted element: nothing in it is parsed, so backticks cannot end it. */
function output(text: string): readonly SlackBlock[] {
  const shown = cutMiddle(disarmMentions(cleanText(text)).replace(/\n+$/u, ''), limits.output);
  return shown.trim() === '' ? [] : [preformatted(shown)];
}

const preformatted = (text: string): SlackBlock => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text }] }],
});

/** The blocks that fit; an output that does not is shortened, and a last line says that something was left out. */
function withinTotal(blocks: readonly SlackBlock[]): SlackBlock[] {
  const note: SlackBlock = { type: 'context', elements: [mrkdwn('_Shortened to fit into a message._')] };
  const kept: SlackBlock[] = [];
  let room = limits.total - sizeOf(note);
  for (const block of blocks) {
    const fitting = kept.length < limits.blocks - 1 ? fitInto(block, room) : undefined;
    if (fitting === undefined) return [...kept, note];
    kept.push(fitting);
    room -= sizeOf(fitting);
  }
  return kept;
}

function fitInto(block: SlackBlock, room: number): SlackBlock | undefined {
  if (sizeOf(block) <= room) return block;
  if (block.type !== 'rich_text' || room < 600) return undefined;
  const { text } = block.elements[0].elements[0];
  for (let max = room - 200; max >= 200; max = Math.floor(max * 0.75)) {
    const shorter = preformatted(cutMiddle(text, max));
    if (sizeOf(shorter) <= room) return shorter;
  }
  return undefined;
}

const sizeOf = (block: SlackBlock): number => JSON.stringify(block).length + 1;

function textOf(title: string, content: Content): string {
  const body = content.blocks.map((block) => {
    if (block.type === 'output') return escapeText(block.text);
    if (block.type === 'fields')
      return block.fields.map((field) => `${escapeText(field.label)}: ${plainText(field.value)}`).join('\n');
    if (block.type === 'chart') return escapeText(disarmMentions(block.alt));
    return 'spans' in block ? plainText(block.spans) : '';
  });
  return cutEscaped(
    [escapeText(title), ...body].filter((line) => line.trim() !== '').join('\n'),
    limits.text,
  );
}
