import type { Content, Span } from '../../../src/domain/surface/content.ts';
import { headOf, oneLine } from '../shared/cut-text.ts';

/** Longest line that stands for an edited card, in characters. */
const lineLength = 160;

const boxed = (text: string, first: string, rest: string): string =>
  text
    .split('\n')
    .map((line, index) => `${index === 0 ? first : rest}${line}`)
    .join('\n');

/** The card that opens a thread. */
export const cardText = (text: string): string => `${boxed(text, '┌ ', '│ ')}\n└`;

/** A message in a thread, indented under the goal's name. */
export const noticeText = (thread: string, text: string): string =>
  boxed(text, `${thread} │ `, `${' '.repeat(thread.length)} │ `);

/** An edited card in one line: where the goal stands, what the checks say, and what was said last. */
export function cardLine(content: Content): string {
  const parts = content.blocks.flatMap((block) => {
    if (block.type === 'fields')
      return block.fields.filter((field) => shown.has(field.label)).map((field) => words(field.value));
    return block.type === 'text' ? [words(block.spans)] : [];
  });
  return headOf(oneLine(parts.join(' · ')), lineLength);
}

/** Fields whose change is worth a line. */
const shown = new Set(['State', 'Until', 'Changes', 'Spend', 'Refused to the agent', 'Messages']);

const words = (spans: readonly Span[]): string => spans.map(wordOf).join('');

function wordOf(span: Span): string {
  if (typeof span === 'string') return span;
  if ('bold' in span) return span.bold;
  if ('code' in span) return span.code;
  return span.label;
}
