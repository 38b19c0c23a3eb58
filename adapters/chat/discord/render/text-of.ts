import type { Block, Content } from '../../../../src/domain/surface/content.ts';
import { cleanText, cutText, oneLine } from '../../shared/cut-text.ts';
import { plainText } from '../text/markdown.ts';

/** Longest text that goes along as a file, in characters. */
const longest = 2_000_000;

/** The whole message as plain text, for a file. */
export function textOf({ title, blocks }: Content): string {
  const parts = [oneLine(title), ...blocks.map(blockText)].filter((part) => part !== '');
  return cutText(`${cleanText(parts.join('\n\n'))}\n`, longest);
}

function blockText(block: Block): string {
  if ('spans' in block) return plainText(block.spans);
  if (block.type === 'fields')
    return block.fields.map(({ label, value }) => `${label}: ${plainText(value)}`).join('\n');
  if (block.type === 'output') return block.text;
  return block.type === 'chart' ? block.alt : '';
}

/** A name from outside as a file's name: one word without folders; `number` tells files of the same name apart. */
export function safeFileName(name: string, number: number): string {
  const word = oneLine(name)
    .replace(/[^\w.-]+/gu, '-')
    .replace(/^[.-]+/u, '')
    .slice(-60);
  const base = word === '' ? 'output.txt' : word;
  return number === 0 ? base : `${number + 1}-${base}`;
}
