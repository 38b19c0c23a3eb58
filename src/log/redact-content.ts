import { ContentSchema, type Content } from '../domain/surface/content.ts';
import { redactValue } from './redact-value.ts';
import type { Redactor } from './redact.ts';

/** A message without secrets, wherever in it they stand. */
export const redactContent = (content: Content, redact: Redactor): Content =>
  ContentSchema.parse(redactValue(content, redact));
