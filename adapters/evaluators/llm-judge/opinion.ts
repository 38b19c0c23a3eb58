import { z } from 'zod';
import type { HelperShape } from '../../../src/ports/helper-llm.ts';

const OpinionSchema = z.object({ pass: z.boolean(), reason: z.string().trim().min(1) });

/** What the model says. */
export type Opinion = z.infer<typeof OpinionSchema>;

/** A yes or no and why; `"true"` or `1` is neither. */
export const opinionShape: HelperShape<Opinion> = {
  name: 'verdict',
  jsonSchema: {
    type: 'object',
    properties: { pass: { type: 'boolean' }, reason: { type: 'string' } },
    required: ['pass', 'reason'],
    additionalProperties: false,
  },
  parse: (value) => OpinionSchema.safeParse(value).data,
};
