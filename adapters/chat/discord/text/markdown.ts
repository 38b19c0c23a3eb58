import { assertNever } from '../../../../src/domain/errors.ts';
import type { Span } from '../../../../src/domain/surface/content.ts';
import { cutText, oneLine } from '../../shared/cut-text.ts';
import { cutEscaped, encodeUrl, escapeText, headOfEscaped, inCode, safeUrl } from './escape.ts';

/**
 * Spans as Discord's Markdown. Each piece is safe by itself: `solid` ones (mentions, links, code) must not be cut, the
 * others may be cut outside an escape.
 */
interface Piece {
  readonly text: string;
  readonly solid: boolean;
}

/** Longest visible text of a bold, code or link span. */
const longestSolid = 300;

/** Whether it is the id of somebody on Discord. Source: https://discord.com/developers/docs/reference#snowflakes */
const isSnowflake = (text: string): boolean => /^\d{15,21}$/u.test(text);

/** The spans as Markdown, whole. */
export const markdown = (spans: readonly Span[]): string => spans.map((span) => pieceOf(span).text).join('');

/** The longest start of the spans that has at most `max` UTF-16 units; with an ellipsis when something is left out. */
export function cutMarkdown(spans: readonly Span[], max: number): string {
  let shown = '';
  for (const piece of spans.map(pieceOf)) {
    const room = max - shown.length - 1;
    if (piece.text.length <= room) shown += piece.text;
    else return `${shown}${piece.solid ? '' : headOfEscaped(piece.text, room)}…`;
  }
  return shown;
}

/** The spans as words without any markup, for files. */
export const plainText = (spans: readonly Span[]): string => spans.map(plainOf).join('');

/** Whom the spans name. */
export const peopleIn = (spans: readonly Span[]): readonly string[] =>
  spans.flatMap((span) =>
    typeof span === 'object' && 'person' in span && isSnowflake(span.person) ? [span.person] : [],
  );

function pieceOf(span: Span): Piece {
  if (typeof span === 'string') return { text: escapeText(span), solid: false };
  if ('bold' in span) return solid(bold(span.bold));
  if ('code' in span) return solid(code(span.code));
  if ('link' in span) return solid(link(span.link, span.label));
  if ('person' in span) return solid(person(span.person, span.label));
  return assertNever(span);
}

const solid = (text: string): Piece => ({ text, solid: true });

export function bold(text: string): string {
  const inner = label(text);
  return inner === '' ? '' : `**${inner}**`;
}

/** Text in backticks; backticks inside become look-alikes, because Discord knows no escape for them there. */
function code(text: string): string {
  const inner = inCode(cutText(oneLine(text), longestSolid));
  return inner === '' ? '' : `\`${inner}\``;
}

/** `[label](<url>)`; the label shows where the link leads, so that a foreign label cannot lie about it. */
function link(address: string, text: string): string {
  const url = safeUrl(address);
  if (url === undefined) return label(text);
  const shown = oneLine(text);
  // Discord makes no link of a label that is an address itself.
  if (shown === '' || /https?:/iu.test(shown)) return `<${encodeUrl(url)}>`;
  const named = shown.toLowerCase().startsWith(url.hostname)
    ? shown
    : `${cutText(shown, 200)} (${url.hostname})`;
  return namesOther(named, url.hostname)
    ? `${label(shown)} <${encodeUrl(url)}>`
    : `[${label(named)}](<${encodeUrl(url)}>)`;
}

/** Whether a label looks like the name of another host. */
function namesOther(text: string, host: string): boolean {
  const claimed = /(?:www\.)?((?:[a-z0-9-]+\.)+[a-z]{2,})/iu.exec(text)?.[1]?.toLowerCase();
  return claimed !== undefined && claimed !== host.replace(/^www\./u, '');
}

const person = (id: string, text: string): string => (isSnowflake(id) ? `<@${id}>` : `@${label(text)}`);

const label = (text: string): string => cutEscaped(escapeText(cutText(oneLine(text), longestSolid)), 450);

function plainOf(span: Span): string {
  if (typeof span === 'string') return span;
  if ('bold' in span) return span.bold;
  if ('code' in span) return span.code;
  if ('link' in span) return span.label === '' ? span.link : `${span.label} (${span.link})`;
  if ('person' in span) return `@${span.label}`;
  return assertNever(span);
}
