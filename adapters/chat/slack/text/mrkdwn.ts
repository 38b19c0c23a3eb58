import { assertNever } from '../../../../src/domain/errors.ts';
import type { Span } from '../../../../src/domain/surface/content.ts';
import { cutText, oneLine } from '../../shared/cut-text.ts';
import { cutEscaped, encodeUrl, escapeText, headOfEscaped, safeUrl } from './escape.ts';

/**
 * Spans as Slack's mrkdwn. Each piece is safe by itself: `solid` ones (mentions, links, code) must not be cut and are short enough for every place,
 * the others may be cut on an entity border.
 */
interface Piece {
  readonly text: string;
  readonly solid: boolean;
}

/** Longest visible text of a bold, code or link span. */
const longestSolid = 500;
const personId = /^[UW][A-Z0-9]{1,40}$/u;

/** The spans as strings of mrkdwn, each at most `max` UTF-16 units; together they are the whole text. */
export function mrkdwnParts(spans: readonly Span[], max: number): readonly string[] {
  const parts: string[] = [];
  let part = '';
  const close = () => {
    if (part.trim() !== '') parts.push(part);
    part = '';
  };
  for (const piece of spans.map(pieceOf)) {
    let rest = piece.text;
    if (piece.solid && part.length + rest.length > max) close();
    while (part.length + rest.length > max) {
      const head = headOfEscaped(rest, max - part.length);
      part += head;
      rest = rest.slice(head.length);
      close();
    }
    part += rest;
  }
  close();
  return parts;
}

/** The spans as plain escaped text for the top-level `text`: no mentions, addresses written out. */
export const plainText = (spans: readonly Span[]): string => spans.map(plainOf).join('');

function pieceOf(span: Span): Piece {
  if (typeof span === 'string') return { text: escapeText(span), solid: false };
  if ('bold' in span) return solid(bold(span.bold));
  if ('code' in span) return solid(code(span.code));
  if ('link' in span) return solid(link(span.link, span.label));
  if ('person' in span) return solid(person(span.person, span.label));
  return assertNever(span);
}

const solid = (text: string): Piece => ({ text, solid: true });

/** Text in `*…*`; stars inside become look-alikes, because Slack knows no escape for them. */
export function bold(text: string): string {
  const inner = label(text).replaceAll('*', '∗');
  return inner === '' ? '' : `*${inner}*`;
}

/** Text in backticks; backticks inside become look-alikes, because Slack knows no escape for them. */
function code(text: string): string {
  const inner = label(text).replaceAll('`', 'ˋ');
  return inner === '' ? '' : `\`${inner}\``;
}

/** `<url|label>`; the label shows where the link leads, so that a foreign label cannot lie about it. */
function link(address: string, text: string): string {
  const url = safeUrl(address);
  if (url === undefined) return label(text);
  const shown = oneLine(text) === '' ? url.href : text;
  const named = shown.toLowerCase().includes(url.hostname)
    ? shown
    : `${cutText(shown, 400)} (${url.hostname})`;
  return `<${encodeUrl(url)}|${label(named).replaceAll('|', '¦')}>`;
}

const person = (id: string, text: string): string => (personId.test(id) ? `<@${id}>` : `@${label(text)}`);

const label = (text: string): string => cutEscaped(escapeText(cutText(oneLine(text), longestSolid)), 600);

function plainOf(span: Span): string {
  if (typeof span === 'string') return escapeText(span);
  if ('bold' in span) return label(span.bold);
  if ('code' in span) return label(span.code);
  if ('link' in span) {
    const url = safeUrl(span.link);
    return url === undefined ? label(span.label) : `${label(span.label)} (${encodeUrl(url)})`;
  }
  if ('person' in span) return `@${label(span.label)}`;
  return assertNever(span);
}
