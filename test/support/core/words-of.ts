import type { Block, Content, Span } from '../../../src/domain/surface/content.ts';

/** Everything a content says, as one text: how a surface without any shape would show it. */
export const wordsOf = (content: Content): string =>
  [content.title, ...content.blocks.map(blockWords)].join('\n');

function blockWords(block: Block): string {
  if (block.type === 'output') return block.text;
  if (block.type === 'fields')
    return block.fields.map((field) => `${field.label}: ${spanWords(field.value)}`).join('\n');
  if (block.type === 'chart') return block.alt;
  if (block.type === 'buttons') return block.buttons.map(({ label }) => `[${label}]`).join(' ');
  if (block.type === 'choice') return block.options.map(({ label }) => `[${label}]`).join(' ');
  return spanWords(block.spans);
}

const spanWords = (spans: readonly Span[]): string =>
  spans
    .map((span) => {
      if (typeof span === 'string') return span;
      if ('bold' in span) return span.bold;
      return 'code' in span ? span.code : span.label;
    })
    .join('');
