import { assertNever } from '../../../../src/domain/errors.ts';
import type { Chart } from '../../../../src/domain/surface/chart.ts';
import type { Block, Content, Span } from '../../../../src/domain/surface/content.ts';
import { cleanText, cutMiddle, cutText, oneLine } from '../../shared/cut-text.ts';
import { toneSigns } from '../../shared/tone-signs.ts';
import { escapeText, inCode } from '../text/escape.ts';
import { bold, cutMarkdown, markdown, peopleIn } from '../text/markdown.ts';
import { componentsOf, type ActionRow } from './components.ts';
import { limits } from './limits.ts';
import { safeFileName, textOf } from './text-of.ts';

/** A file that goes along: text, or a chart that is still to be drawn. */
export type DiscordFile =
  | { readonly name: string; readonly text: string }
  | { readonly name: string; readonly chart: Chart; readonly alt: string };

/** What drover says in Discord's shape. */
export interface DiscordMessage {
  readonly content: string;
  readonly components: readonly ActionRow[];
  readonly files: readonly DiscordFile[];
  /** Who may be notified by it; everybody else is only named. */
  readonly pings: readonly string[];
}

/** A stretch of the message: words that may be cut, or output that may become a file. */
type Part =
  | {
      readonly is: 'words';
      readonly lead: string;
      readonly spans: readonly Span[];
      readonly longest?: number;
    }
  | { readonly is: 'output'; readonly text: string; readonly name: string | undefined };

const shortened = '-# Shortened to fit into a message.';
const wholeFile = '-# Shortened; the attached file has all of it.';

/**
 * Every limit kept, every foreign string disarmed. What does not fit is cut, and said to be; with `whole` all of it
 * goes along as a file.
 */
export function renderDiscord(content: Content, { whole = false } = {}): DiscordMessage {
  const title = `### ${toneSigns[content.tone]} ${escapeText(cutText(oneLine(content.title), limits.title))}`;
  const parts = content.blocks.flatMap(partsOf);
  const files = chartFiles(content.blocks);
  const written = write(title, parts, files, whole);
  const all = { name: 'message.txt', text: textOf(content) };
  return {
    content: written.text,
    components: componentsOf(content.blocks),
    files: [...files, ...written.files, ...(written.cut && whole ? [all] : [])].slice(0, limits.files),
    pings: content.tone === 'ask' ? peopleOf(content.blocks).slice(0, 100) : [],
  };
}

function partsOf(block: Block): readonly Part[] {
  switch (block.type) {
    case 'text':
      return [{ is: 'words', lead: '', spans: block.spans }];
    case 'small':
      return smallLines(block.spans);
    case 'fields':
      return block.fields.map(({ label, value }) => ({
        is: 'words',
        lead: `${bold(cutText(label, 80))}: `,
        spans: value.length === 0 ? ['–'] : value,
        longest: limits.field,
      }));
    case 'output':
      return outputPart(block.text, block.name);
    case 'chart':
      return [{ is: 'words', lead: '-# ', spans: [oneLine(block.alt)], longest: limits.field }];
    case 'buttons':
    case 'choice':
      return [];
    default:
      return assertNever(block);
  }
}

/** Small print is small only to the end of its line. */
const smallLines = (spans: readonly Span[]): readonly Part[] => [
  {
    is: 'words',
    lead: '-# ',
    spans: spans.map((span) => (typeof span === 'string' ? span.replace(/\s*\n\s*/gu, ' ') : span)),
  },
];

function outputPart(text: string, name: string | undefined): readonly Part[] {
  const shown = cleanText(text).replace(/\n+$/u, '');
  return shown.trim() === '' ? [] : [{ is: 'output', text: shown, name }];
}

interface Written {
  readonly text: string;
  readonly files: readonly DiscordFile[];
  readonly cut: boolean;
}

/** Words first get their room, outputs share what is left; a line says when something was left out. */
function write(
  title: string,
  parts: readonly Part[],
  charts: readonly DiscordFile[],
  whole: boolean,
): Written {
  const note = whole ? wholeFile : shortened;
  const words = parts.reduce((sum, part) => sum + (part.is === 'words' ? wordsOf(part).length + 1 : 0), 0);
  const outputs = parts.filter((part) => part.is === 'output').length;
  const free = Math.max(0, limits.content - title.length - words - note.length - 2);
  const share = Math.min(limits.shownOutput, Math.floor(free / Math.max(1, outputs)));
  const lines = [title];
  const files: DiscordFile[] = [];
  let room = limits.content - title.length - note.length - 2;
  let cut = false;
  for (const part of parts) {
    const shown =
      part.is === 'words' ? shownWords(part, room - 1) : shownOutput(part, Math.min(share, room - 1));
    if (part.is === 'output' && shown.cut && part.name !== undefined && files.length + charts.length < 8)
      files.push({ name: safeFileName(part.name, files.length), text: part.text });
    else cut ||= shown.cut;
    if (shown.text === '') continue;
    lines.push(shown.text);
    room -= shown.text.length + 1;
  }
  return { text: [...lines, ...(cut ? [note] : [])].join('\n'), files, cut };
}

interface Shown {
  readonly text: string;
  readonly cut: boolean;
}

type Words = Extract<Part, { is: 'words' }>;

const wordsOf = (part: Words): string => `${part.lead}${markdown(part.spans)}`;

function shownWords(part: Words, room: number): Shown {
  const text = wordsOf(part);
  const max = Math.min(room, part.longest ?? room);
  if (text.length <= max) return { text, cut: false };
  if (max < part.lead.length + 20) return { text: '', cut: true };
  return { text: `${part.lead}${cutMarkdown(part.spans, max - part.lead.length)}`, cut: true };
}

/** Eight characters are the fence; an output that became a file is named instead. */
function shownOutput({ text, name }: Extract<Part, { is: 'output' }>, room: number): Shown {
  const inner = inCode(text);
  if (inner.length + 8 <= room) return { text: fenced(inner), cut: false };
  const label = name === undefined ? '' : `-# ${escapeText(cutText(oneLine(name), 80))} is attached.`;
  const left = room - 8 - label.length - 1;
  if (left < 60) return { text: label.length <= room ? label : '', cut: true };
  const shorter = fenced(cutMiddle(inner, left));
  return { text: label === '' ? shorter : `${shorter}\n${label}`, cut: true };
}

const fenced = (inner: string): string => `\`\`\`\n${inner}\n\`\`\``;

function chartFiles(blocks: readonly Block[]): readonly DiscordFile[] {
  return blocks
    .filter((block) => block.type === 'chart')
    .slice(0, 2)
    .map(({ chart, alt }, index) => ({ name: `chart-${index + 1}.png`, chart, alt }));
}

function peopleOf(blocks: readonly Block[]): readonly string[] {
  const spans = blocks.flatMap((block) => {
    if ('spans' in block) return block.spans;
    return block.type === 'fields' ? block.fields.flatMap((field) => field.value) : [];
  });
  return [...new Set(peopleIn(spans))];
}
