/**
 * Text from Slack as the person typed it: `<@U1|ann>` → `@U1`, `<#C1|ops>` → `#ops`, `<https://x.test|label>` → the
 * address, `&amp; &lt; &gt;` → the characters. Where Slack made a link of a plain word (`run.sh` becomes
 * `<http://run.sh|run.sh>`), the word comes back, because that was typed.
 * Source: https://docs.slack.dev/messaging/formatting-message-text#retrieving-messages
 */
export const decodeText = (text: string): string =>
  decodeEntities(text.replace(/<([^<>]*)>/gu, (_, inner: string) => decodeReference(inner)));

/** The text after the first mention of that user; undefined when the user is not mentioned. */
export function textAfterMention(text: string, user: string): string | undefined {
  const mention = new RegExp(`<@${user}(?:\\|[^<>]*)?>`, 'u').exec(text);
  return mention === null ? undefined : text.slice(mention.index + mention[0].length);
}

function decodeReference(inner: string): string {
  const bar = inner.indexOf('|');
  const target = bar === -1 ? inner : inner.slice(0, bar);
  const label = bar === -1 ? '' : inner.slice(bar + 1);
  if (target.startsWith('@')) return target;
  if (target.startsWith('#')) return label === '' ? target : `#${label}`;
  if (target.startsWith('!')) return decodeSpecial(target.slice(1), label);
  if (target.startsWith('mailto:') || target.startsWith('tel:'))
    return label === '' ? target.replace(/^[a-z]+:/u, '') : label;
  return isAutoLink(target, label) ? label : target;
}

function decodeSpecial(name: string, label: string): string {
  if (label !== '') return label;
  return `@${name.replace(/^subteam\^/u, '')}`;
}

/** Slack adds only a scheme, and for bare hosts a slash, when it turns a word into a link. */
function isAutoLink(target: string, label: string): boolean {
  const bare = target.replace(/^https?:\/\//u, '').replace(/\/$/u, '');
  return label !== '' && bare === label.replace(/\/$/u, '');
}

/** In one pass: `&amp;lt;` is the text `&lt;`. */
const decodeEntities = (text: string): string =>
  text.replace(/&(amp|lt|gt);/gu, (_, name: string) => (name === 'amp' ? '&' : name === 'lt' ? '<' : '>'));
