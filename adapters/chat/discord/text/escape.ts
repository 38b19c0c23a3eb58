import { cleanText, headOf } from '../../shared/cut-text.ts';

/** What Discord's Markdown reads as more than a character. Source: https://support.discord.com/hc/en-us/articles/210298617 */
const special = /[\\*_~|<[\]]/gu;
/** What begins a heading, a quotation, small print or a list at the start of a line. */
const opening = /^([^\S\n]*)([#>+-]|\d+\.)/gmu;
const address = /https?:\/\/[^\s<>"]+/giu;

/**
 * Makes a foreign string safe in a message: cleaned, everything that Markdown reads preceded by a backslash, mass
 * mentions broken by a zero-width space. A web address stays one: a backslash would become part of it, so what Markdown
 * reads in it is percent-encoded.
 */
export function escapeText(text: string): string {
  const clean = disarmMentions(cleanText(text));
  let escaped = '';
  let at = 0;
  for (const hit of clean.matchAll(address)) {
    escaped += escapePlain(clean.slice(at, hit.index)) + encodeSpecial(hit[0]);
    at = hit.index + hit[0].length;
  }
  return escaped + escapePlain(clean.slice(at));
}

const escapePlain = (text: string): string =>
  text
    // Clients do not agree on an escaped backtick before code.
    .replaceAll('`', 'ˋ')
    .replace(special, String.raw`\$&`)
    .replace(opening, (_, space: string, sign: string) =>
      sign.endsWith('.') ? `${space}${sign.slice(0, -1)}\\.` : `${space}\\${sign}`,
    );

/** The scheme's own colon and the slashes stay. */
const encodeSpecial = (url: string): string => {
  const scheme = url.slice(0, url.indexOf('//') + 2);
  return scheme + url.slice(scheme.length).replace(/[\\*_~`|[\]()@]/gu, (one) => encoded[one] ?? one);
};

const encoded: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from('\\*_~`|[]()@', (one) => [one, `%${one.charCodeAt(0).toString(16).toUpperCase()}`]),
);

/** Breaks `@everyone`, `@here`, `<@1>`, `<@&1>` and `<#1>` by a zero-width space, also where nothing should parse them. */
const disarmMentions = (text: string): string =>
  text.replace(/@(?=everyone|here)/giu, '@\u200B').replace(/<(?=[@#/:a]|t:|id:)/giu, '<\u200B');

/** Text that stands between backticks: nothing in it is parsed, and it cannot end them. */
export const inCode = (text: string): string => disarmMentions(text).replaceAll('`', 'ˋ');

/** The longest start of escaped text with at most `max` UTF-16 units that ends outside an escape. */
export function headOfEscaped(escaped: string, max: number): string {
  const head = headOf(escaped, max);
  if (head.length === escaped.length) return head;
  const slashes = /\\+$/u.exec(head)?.[0].length ?? 0;
  const whole = slashes % 2 === 0 ? head : head.slice(0, -1);
  const percent = /%[0-9A-F]?$/u.exec(whole);
  return percent === null ? whole : whole.slice(0, percent.index);
}

/** Escaped text of at most `max` UTF-16 units and an ellipsis; never ends inside an escape. */
export const cutEscaped = (escaped: string, max: number): string =>
  escaped.length <= max ? escaped : `${headOfEscaped(escaped, max - 1)}…`;

/** An http(s) address without user and password; undefined when it may not be linked. */
export function safeUrl(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const plain = url.protocol === 'https:' || url.protocol === 'http:';
  return plain && url.username === '' && url.password === '' && encodeUrl(url).length <= 500
    ? url
    : undefined;
}

/** The address as it stands between `<` and `>`. */
export const encodeUrl = (url: URL): string =>
  encodeSpecial(url.href.replaceAll('<', '%3C').replaceAll('>', '%3E'));
