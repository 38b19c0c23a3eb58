import { assertNever } from '../../../src/domain/errors.ts';
import type { Block, Content, Span } from '../../../src/domain/surface/content.ts';
import { cleanText, cutMiddle, cutText, oneLine } from '../shared/cut-text.ts';
import { toneSigns } from '../shared/tone-signs.ts';
import { buttonRow, choiceRow, numberControls } from './text/controls.ts';
import { cutEscaped, disarmMentions, encodeUrl, escapeText, safeUrl } from './text/escape.ts';
import { fitBlocks, type Room } from './text/fit-blocks.ts';
import { bold, mrkdwnParts, plainText } from './text/mrkdwn.ts';
import { mrkdwn, plain, preformatted, type SlackBlock } from './text/slack-block.ts';

/** Source: https://docs.slack.dev/reference/block-kit/blocks and chat.update; the sum is measured, Slack documents none. */
export const limits = {
  text: 3900,
  header: 150,
  section: 2900,
  fieldsPerSection: 10,
  field: 1900,
  output: 8000,
  /** What is shown of an output that lies in a file beside. */
  excerpt: 2000,
  alt: 2000,
} as const;

/** Slack answers `msg_blocks_too_long` at about 13,200 characters. */
const message: Room = { blocks: 50, total: 12_500 };
/** Source: https://docs.slack.dev/reference/views */
const page: Room = { blocks: 100, total: 150_000 };

/** Blocks for people, text for notifications and screen readers. */
export interface SlackMessage {
  readonly text: string;
  readonly blocks: SlackBlock[];
}

/** What lies in Slack as a file already, so that a block can show it. */
export type Uploaded =
  | { readonly is: 'picture'; readonly id: string }
  | { readonly is: 'file'; readonly name: string; readonly permalink: string };

/** By the block that it belongs to. */
export type Uploads = ReadonlyMap<Block, Uploaded>;

/**
 * What drover says in Slack's shape: every limit kept, every foreign string disarmed. Without uploads pictures are told in
 * words, and long outputs are cut in the middle.
 */
export function renderSlack(content: Content, uploads: Uploads = new Map()): SlackMessage {
  const title = titleOf(content);
  const blocks = [header(title), ...content.blocks.flatMap((block) => blocksOf(block, uploads))];
  return { text: textOf(title, content, uploads), blocks: numberControls(fitBlocks(blocks, message)) };
}

/** The same for a page or a modal, which hold more. */
export const renderPage = (content: Content): SlackBlock[] =>
  numberControls(
    fitBlocks(
      [header(titleOf(content)), ...content.blocks.flatMap((block) => blocksOf(block, new Map()))],
      page,
    ),
  );

const titleOf = (content: Content): string =>
  cutText(`${toneSigns[content.tone]} ${disarmMentions(oneLine(content.title))}`.trim(), limits.header);

const header = (text: string): SlackBlock => ({ type: 'header', text: plain(text) });

function blocksOf(block: Block, uploads: Uploads): readonly SlackBlock[] {
  switch (block.type) {
    case 'text':
      return sections(block.spans);
    case 'small':
      return mrkdwnParts(block.spans, limits.section).map((text) => ({
        type: 'context',
        elements: [mrkdwn(text)],
      }));
    case 'fields':
      return fieldSections(block.fields);
    case 'output':
      return output(block.text, uploads.get(block));
    case 'chart':
      return picture(block.alt, uploads.get(block));
    case 'buttons':
      return [buttonRow(block.buttons)];
    case 'choice':
      return [choiceRow(block)];
    default:
      return assertNever(block);
  }
}

const sections = (spans: readonly Span[]): readonly SlackBlock[] =>
  mrkdwnParts(spans, limits.section).map((text) => ({ type: 'section', text: mrkdwn(text) }));

function fieldSections(fields: readonly { label: string; value: readonly Span[] }[]): readonly SlackBlock[] {
  const shown = fields.map((field) => mrkdwn(fieldText(field.label, field.value)));
  const found: SlackBlock[] = [];
  for (let at = 0; at < shown.length; at += limits.fieldsPerSection)
    found.push({ type: 'section', fields: shown.slice(at, at + limits.fieldsPerSection) });
  return found;
}

function fieldText(label: string, value: readonly Span[]): string {
  const name = bold(cutText(label, 100));
  const [first = '–', ...more] = mrkdwnParts(value, limits.field - name.length - 2);
  return `${name}\n${first}${more.length === 0 ? '' : '…'}`;
}

/** What does not fit is left out in the middle; where the whole lies in a file, less is shown, and where it is. */
function output(text: string, uploaded: Uploaded | undefined): readonly SlackBlock[] {
  const file = uploaded?.is === 'file' ? fileLink(uploaded) : undefined;
  const max = file === undefined ? limits.output : limits.excerpt;
  const shown = cutMiddle(disarmMentions(cleanText(text)).replace(/\n+$/u, ''), max);
  if (shown.trim() === '') return [];
  return file === undefined
    ? [preformatted(shown)]
    : [{ type: 'section', text: mrkdwn(`The whole of it: ${file}`) }, preformatted(shown)];
}

const picture = (alt: string, uploaded: Uploaded | undefined): readonly SlackBlock[] =>
  uploaded?.is === 'picture'
    ? [{ type: 'image', slack_file: { id: uploaded.id }, alt_text: altOf(alt) }]
    : sections([alt]);

/** Slack refuses an empty one. */
function altOf(alt: string): string {
  const words = cutText(disarmMentions(oneLine(alt)), limits.alt);
  return words === '' ? 'A picture' : words;
}

/** Longer addresses would be cut in the text; Slack's own have about a hundred characters. */
const longestPermalink = 500;

/** The address is Slack's own, so its host need not be shown. */
function fileLink({ name, permalink }: Extract<Uploaded, { is: 'file' }>): string | undefined {
  const url = safeUrl(permalink);
  return url === undefined || permalink.length > longestPermalink
    ? undefined
    : `<${encodeUrl(url)}|${escapeText(oneLine(name)).replaceAll('|', '¦')}>`;
}

/** Links to files come before what may be cut: a link in the text is what shares the file. */
function textOf(title: string, content: Content, uploads: Uploads): string {
  const links = [...uploads.values()].flatMap((one) => (one.is === 'file' ? (fileLink(one) ?? []) : []));
  const head = [escapeText(title), ...links].join('\n');
  const body = content.blocks.map(wordsOf).filter((line) => line.trim() !== '');
  return cutEscaped([head, ...body].join('\n'), limits.text);
}

function wordsOf(block: Block): string {
  switch (block.type) {
    case 'output':
      return escapeText(block.text);
    case 'chart':
      return escapeText(block.alt);
    case 'fields':
      return block.fields.map((field) => `${escapeText(field.label)}: ${plainText(field.value)}`).join('\n');
    case 'text':
    case 'small':
      return plainText(block.spans);
    case 'buttons':
    case 'choice':
      return '';
    default:
      return assertNever(block);
  }
}
