import { stripVTControlCharacters, styleText } from 'node:util';
import type { Block, Content, Span } from '../../src/domain/content.ts';

export interface RenderOptions {
  /** Colour and weight, for a terminal. */
  readonly colour: boolean;
}

const signs = { info: '•', work: '▶', good: '✔', bad: '✘', warn: '!', ask: '?', still: '‖' } as const;
const colours = {
  info: 'cyan',
  work: 'blue',
  good: 'green',
  bad: 'red',
  warn: 'yellow',
  ask: 'magenta',
  still: 'gray',
} as const;

type Style = Parameters<typeof styleText>[0];

const plain: RenderOptions = { colour: false };

/** A message as lines of text. Foreign text cannot move the cursor or change colours: control characters are removed. */
export function renderText(content: Content, options: RenderOptions = plain): string {
  const paint = painter(options);
  const title = paint(colours[content.tone], `${signs[content.tone]} ${clean(content.title)}`);
  return [paint('bold', title), ...content.blocks.map((block) => renderBlock(block, paint))].join('\n');
}

type Paint = (style: Style, text: string) => string;

const painter =
  ({ colour }: RenderOptions): Paint =>
  (style, text) =>
    colour ? styleText(style, text, { validateStream: false }) : text;

function renderBlock(block: Block, paint: Paint): string {
  switch (block.type) {
    case 'text':
      return indent(block.spans.map((span) => renderSpan(span, paint)).join(''), '  ');
    case 'small':
      return paint('dim', indent(block.spans.map((span) => renderSpan(span, paint)).join(''), '  '));
    case 'output':
      return indent(clean(block.text).trimEnd(), '  | ');
    case 'fields':
      return renderFields(block.fields, paint);
  }
}

function renderFields(fields: Extract<Block, { type: 'fields' }>['fields'], paint: Paint): string {
  const width = Math.max(...fields.map((field) => field.label.length), 0);
  return fields
    .map(
      ({ label, value }) =>
        `  ${paint('dim', label.padEnd(width))}  ${value.map((span) => renderSpan(span, paint)).join('')}`,
    )
    .join('\n');
}

function renderSpan(span: Span, paint: Paint): string {
  if (typeof span === 'string') return clean(span);
  if ('bold' in span) return paint('bold', clean(span.bold));
  if ('code' in span) return paint('cyan', clean(span.code));
  if ('link' in span) return `${clean(span.label)} <${clean(span.link)}>`;
  return `@${clean(span.label)}`;
}

const indent = (text: string, by: string): string => by + text.replaceAll('\n', `\n${by}`);

/** Control characters but newline and tab, bidi overrides and zero-width characters. */
const invisible = /(?![\n\t])[\p{Cc}\p{Cf}]/gu;
const clean = (text: string): string => stripVTControlCharacters(text).replaceAll(invisible, '');
