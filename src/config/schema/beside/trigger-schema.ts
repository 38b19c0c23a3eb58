import { z } from 'zod';
import { NameSchema } from '../project-schema.ts';
import { bytesOf, PositiveCountSchema, SizeSchema } from '../units.ts';

/** Bytes; one request is held in memory. */
const largestBody = 25 * 1024 * 1024;

const TriggerSchema = z.strictObject({
  secret: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, { error: 'must be the name of a variable, not the secret itself' })
    .describe('variable whose value its callers know; at least 16 characters'),
  scheme: z
    .enum(['hmac256', 'token'])
    .default('hmac256')
    .describe(
      '`hmac256`: calls are signed with it; `token`: they bear it, as Authorization: Bearer or X-Gitlab-Token',
    ),
  project: z.string().describe('the only project that its goals can be about'),
  text: z
    .string()
    .min(1, 'must not be empty')
    .max(4000, 'has at most 4000 characters')
    .describe('the task; `{{commits[0].message}}` stands for that value of the call’s JSON'),
  channel: z
    .string()
    .optional()
    .describe('where its threads are; absent: the first channel of the project, else the terminal'),
  agent: z.string().optional().describe('absent: the project’s'),
  model: z.string().min(1).optional().describe('absent: the agent’s'),
  bodyLimit: SizeSchema.default('1MiB')
    .refine((value) => (bytesOf(value) ?? 0) > 0 && (bytesOf(value) ?? 0) <= largestBody, {
      error: 'must be more than 0 and at most 25MiB',
    })
    .describe('largest call that is read'),
  ratePerMin: PositiveCountSchema.default(30).describe('calls with a right signature in a minute'),
});

/** Ways in for machines. */
export const TriggersSchema = z
  .record(NameSchema, TriggerSchema)
  .default({})
  .describe('named ways in for machines: a signed `POST /hooks/<name>` dispatches a goal; docs/triggers.md');
export type TriggerInput = z.infer<typeof TriggerSchema>;
