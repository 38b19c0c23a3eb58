import { cleanText, headOf } from '../../shared/cut-text.ts';

/**
 * Makes a foreign string safe in mrkdwn and in top-level text: cleaned, `&` `<` `>` escaped, plain mass mentions
 * broken by a zero-width space. Escaping disarms `<!channel>`, `<@U…>` and forged `<url|label>` as well.
 * Runs of three backticks would open a fence that swallows what follows; they become look-alikes.
 * Source: https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
export const escapeText = (text: string): string =>
  disarmMentions(cleanText(text))
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/`{3,}/gu, (run) => 'ˋ'.repeat(run.length));

/**
 * Breaks `@channel`, `@here`, `@everyone`, `<!channel>` and `<@U…>` by a zero-width space, also where nothing should parse
 * them. Inside of longer words too: what stands around them may be cut off later.
 */
export const disarmMentions = (text: string): string =>
  text
    .replace(/@(?=channel|here|everyone|group)/giu, '@\u200B')
    .replace(/<(?=!(?:channel|here|everyone|subteam)|@[UW][A-Z0-9])/giu, '<\u200B');

/** Escaped text of at most `max` UTF-16 units and an ellipsis; never ends inside an entity or a code point. */
export function cutEscaped(escaped: string, max: number): string {
  if (escaped.length <= max) return escaped;
  return `${headOfEscaped(escaped, max - 1)}…`;
}

/** The longest start of escaped text with at most `max` UTF-16 units that ends on an entity border. */
export function headOfEscaped(escaped: string, max: number): string {
  const head = headOf(escaped, max);
  if (head.length === escaped.length) return head;
  const entity = /&[a-z]{0,3}$/u.exec(head);
  return entity === null ? head : head.slice(0, entity.index);
}

/** An http(s) address that can stand in `<url|label>`, percent-encoded and escaped; undefined when it may not be linked. */
export function safeUrl(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const plain = url.protocol === 'https:' || url.protocol === 'http:';
  return plain && url.username === '' && url.password === '' && encodeUrl(url).length <= 1000
    ? url
    : undefined;
}

/** The address as it stands between `<` and `|`. */
export const encodeUrl = (url: URL): string =>
  url.href
    .replaceAll('|', '%7C')
    .replaceAll('@', '%40')
    .replaceAll('<', '%3C')
    .replaceAll('>', '%3E')
    .replaceAll('&', '&amp;');
