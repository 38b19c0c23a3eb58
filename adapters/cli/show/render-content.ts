import type { Block, Content, Span } from '../../../src/domain/surface/content.ts';
import { visibleText } from '../../../src/log/visible-text.ts';
import { styled, type Style } from '../terminal.ts';

export interface RenderOptions {
  /** Colour and weight, for a terminal. */
  readonly color: boolean;
}

const signs = { info: '•', work: '▶', good: '✔', bad: '✘', warn: '!', ask: '?', still: '‖' } as const;
const colors: Readonly<Record<Content['tone'], Style>> = {
  info: 'cyan',
  work: 'blue',
  good: 'green',
  bad: 'red',
  warn: 'yellow',
  ask: 'magenta',
  still: 'gray',
};

const plain: RenderOptions = { color: false };

/**
 * A message as lines of text, without a line end after the last one. Control characters of foreign text are spelled out,
 * so nothing in it can colour, move or hide anything.
 */
export function renderContent({ tone, title, blocks }: Content, options: RenderOptions): string {
  const sign = styled(options.color, colors[tone], signs[tone]);
  const head = `${sign} ${styled(options.color, 'bold', onOneLine(title))}`;
  const body = blocks.map((block) => renderBlock(block, options)).filter((lines) => lines !== '');
  return [head, ...body].join('\n');
}

function renderBlock(block: Block, options: RenderOptions): string {
  switch (block.type) {
    case 'text':
      return indent(renderSpans(block.spans, options), '  ');
    case 'small':
      return styled(options.color, 'dim', indent(renderSpans(block.spans, plain), '  '));
    case 'output':
      return indent(visibleText(block.text).trimEnd(), '  | ');
    case 'fields':
      return renderFields(block.fields, options);
    case 'chart':
      return indent(visibleText(block.alt), '  ');
    // A terminal has no controls; the text around them says what can be typed.
    case 'buttons':
    case 'choice':
      return '';
  }
}

type Fields = Extract<Block, { type: 'fields' }>['fields'];

/** Labels in one column, values in the next; further lines of a value stay in their column. */
function renderFields(fields: Fields, options: RenderOptions): string {
  const width = Math.max(...fields.map(({ label }) => onOneLine(label).length), 0);
  return fields
    .map(({ label, value }) => {
      const name = styled(options.color, 'dim', onOneLine(label).padEnd(width));
      const lines = renderSpans(value, options).split('\n');
      return `  ${name}  ${lines.join(`\n${' '.repeat(width + 4)}`)}`;
    })
    .join('\n');
}

const renderSpans = (spans: readonly Span[], options: RenderOptions): string =>
  spans.map((span) => renderSpan(span, options)).join('');

function renderSpan(span: Span, { color }: RenderOptions): string {
  if (typeof span === 'string') return visibleText(span);
  if ('bold' in span) return styled(color, 'bold', visibleText(span.bold));
  if ('code' in span) return styled(color, 'cyan', visibleText(span.code));
  // The address is always shown: a label alone could lie about where it leads.
  if ('link' in span) return `${onOneLine(span.label)} <${onOneLine(span.link)}>`;
  return `@${onOneLine(span.label)}`;
}

const onOneLine = (text: string): string => visibleText(text).replaceAll(/\s*\n\s*/g, ' ');

const indent = (text: string, by: string): string => by + text.replaceAll('\n', `\n${by}`);
