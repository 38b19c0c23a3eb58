import type { Span } from '../domain/surface/content.ts';

/** What a span says where nothing can be bold, a link or a mention. */
export function spanText(span: Span): string {
  if (typeof span === 'string') return span;
  if ('bold' in span) return span.bold;
  return 'code' in span ? span.code : span.label;
}
