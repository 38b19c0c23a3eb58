import { CriterionSchema, type Criterion } from '../../domain/acceptance.ts';
import type { Project } from '../../domain/project.ts';
import { durationMs } from '../../text/read-duration.ts';
import { optional } from '../optional.ts';
import type { AcceptInput, CriterionInput } from '../schema/criterion-schema.ts';

/** What a project says of its acceptance, complete. */
export const normaliseAccept = (accept: AcceptInput): Project['accept'] =>
  typeof accept === 'string' ? accept : accept.map(normaliseCriterion);

/** A criterion with every default filled in; times are milliseconds. */
export function normaliseCriterion(input: CriterionInput): Criterion {
  if (typeof input === 'string') return CriterionSchema.parse({ kind: 'shell', command: input });
  if (!('timeout' in input)) return CriterionSchema.parse(input);
  const { timeout, ...rest } = input;
  const timeoutMs = timeout === undefined ? undefined : durationMs(timeout);
  return CriterionSchema.parse({ ...rest, ...optional('timeoutMs', timeoutMs) });
}
