import { buttonRow } from '../card/button.ts';
import { labelOf, type Actor } from '../../domain/actor.ts';
import type { Block, Button, Content, Span } from '../../domain/surface/content.ts';

export const textBlock = (...spans: Span[]): Block => ({ type: 'text', spans });
export const smallBlock = (...spans: Span[]): Block => ({ type: 'small', spans });

/** A notice with one paragraph, and small print where there is any. */
export const said = (
  tone: Content['tone'],
  title: string,
  spans: readonly Span[],
  foot: readonly Span[] = [],
): Content => ({
  tone,
  title,
  blocks: [textBlock(...spans), ...(foot.length === 0 ? [] : [smallBlock(...foot)])],
});

/** The same with controls under it. */
export const withButtons = (content: Content, buttons: readonly Button[]): Content => ({
  ...content,
  blocks: [...content.blocks, ...buttonRow(buttons)],
});

/** A mention where the platform has one. */
export const personSpan = (actor: Actor): Span =>
  actor.platform === 'slack' || actor.platform === 'discord'
    ? { person: actor.user, label: labelOf(actor) }
    : labelOf(actor);

/** `Paused by alice.` */
export const byWhom = (actor: Actor | undefined, what: string): Span[] =>
  actor === undefined ? [`${what}.`] : [`${what} by `, personSpan(actor), '.'];

/** What a span says where nothing can be bold, a link or a mention. */
export function spanText(span: Span): string {
  if (typeof span === 'string') return span;
  if ('bold' in span) return span.bold;
  return 'code' in span ? span.code : span.label;
}
