import { linksOf, mrkdwnOf, pingsOf } from '../check-blocks.ts';

/** One thing that is wrong with what people would read. */
export interface TextFault {
  readonly rule: 'mass-mention' | 'unexpected-mention' | 'unescaped' | 'misleading-link';
  readonly detail: string;
}

/**
 * What text from outside has done to a message: mentions of everybody, mentions of people whom nobody meant, control
 * characters that were not escaped, links that pretend to lead elsewhere.
 * Source: https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
export function textFaults(
  message: { readonly text: string; readonly blocks: readonly unknown[] },
  mayPing: ReadonlySet<string> | undefined,
): readonly TextFault[] {
  const pings = pingsOf(message);
  const parsed = [message.text, ...message.blocks.flatMap(mrkdwnOf)];
  return [
    ...pings.filter(isMass).map((detail) => ({ rule: 'mass-mention' as const, detail })),
    ...pings
      .filter((ping) => ping.startsWith('@') && mayPing !== undefined && !mayPing.has(ping.slice(1)))
      .map((detail) => ({ rule: 'unexpected-mention' as const, detail })),
    ...parsed.filter(isUnescaped).map((detail) => ({ rule: 'unescaped' as const, detail })),
    ...[...linksOf({ blocks: [{ type: 'mrkdwn', text: message.text }] }), ...linksOf(message)]
      .filter(isMisleading)
      .map((detail) => ({ rule: 'misleading-link' as const, detail })),
  ];
}

const isMass = (ping: string): boolean => /^!(?:channel|here|everyone|group|subteam)/u.test(ping);

/** What is left when all well-formed references are taken out may hold no `<`, `>` or bare `&`. */
const isUnescaped = (text: string): boolean =>
  /[<>]|&(?!(?:amp|lt|gt);)/u.test(text.replaceAll(/<(?:https?:\/\/|mailto:|[@#!])[^<>]*>/gu, ''));

/** The label names a host, and the address leads to another one that the label does not name. */
function isMisleading(link: string): boolean {
  const [address = '', label = ''] = link.split('|');
  // What is no address is shown as it stands, which `unescaped` tells.
  if (!URL.canParse(address)) return false;
  const { hostname } = new URL(address);
  const named = [...label.matchAll(/https?:\/\/([^\s/:?#)]+)/giu)].map((hit) => (hit[1] ?? '').toLowerCase());
  return named.length > 0 && !label.toLowerCase().includes(hostname);
}
