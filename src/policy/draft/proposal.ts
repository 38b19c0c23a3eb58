import { z } from 'zod';

/** One line that a shell would run, as it will be shown to people. */
const CommandSchema = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .refine((command) => !/[\p{Cc}\p{Cf}]/u.test(command), { error: 'has characters that nobody sees' });

/** Without control, bidi and zero-width characters: what people confirm is what they see. */
const SeenSchema = z
  .string()
  .transform((text) => text.replaceAll(/(?![\t\n])[\p{Cc}\p{Cf}]/gu, '').trim())
  .refine((text) => text !== '');

/** What is not of its type is as good as not proposed. */
const optional = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);

const ProposalSchema = z.object({
  title: SeenSchema.transform((title) => title.replaceAll(/\s+/g, ' ').slice(0, 200)),
  description: SeenSchema.refine((text) => text.length <= 6000),
  acceptance: z
    .array(z.unknown())
    .catch([])
    .transform((commands) => commands.map((one) => CommandSchema.safeParse(one).data))
    .transform((commands) => commands.filter((one) => one !== undefined).slice(0, 8)),
  priority: optional(z.int().min(1).max(4)),
  project: optional(z.string().min(1).max(200)),
  agent: optional(z.string().min(1).max(200)),
  model: optional(z.string().min(1).max(200)),
  turns: optional(z.int().min(1).max(10_000)),
});

/** A goal as a model proposes it: nothing in it is true until it was held against the configuration and a person. */
export type Proposal = z.infer<typeof ProposalSchema>;

/** Undefined where there is no task in it. */
export const readProposal = (value: unknown): Proposal | undefined => ProposalSchema.safeParse(value).data;

const text = { type: 'string' };

/** For backends that hold an answer to a schema, and in words for all others. */
export const proposalJsonSchema: Readonly<Record<string, unknown>> = {
  type: 'object',
  properties: {
    title: text,
    description: text,
    acceptance: { type: 'array', items: text },
    priority: { type: 'integer', minimum: 1, maximum: 4 },
    project: text,
    agent: text,
    model: text,
    turns: { type: 'integer', minimum: 1 },
  },
  required: ['title', 'description', 'acceptance', 'priority'],
  additionalProperties: false,
};
