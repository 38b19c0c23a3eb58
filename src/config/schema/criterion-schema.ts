import { z } from 'zod';
import { PositiveDurationSchema } from './units.ts';

/** A path that stays inside the worktree, as far as its text tells; symbolic links are looked at when it is used. */
const InsidePathSchema = z
  .string()
  .min(1, 'must not be empty')
  .refine((path) => !path.startsWith('/') && !path.split(/[/\\]/).includes('..'), {
    error: 'must stay inside the worktree: relative, without ..',
  });

const PatternSchema = z.string().refine(isPattern, { error: 'is not a valid regular expression' });

function isPattern(source: string): boolean {
  try {
    return new RegExp(source) instanceof RegExp;
  } catch {
    // A pattern that does not compile is the very answer.
    return false;
  }
}

const shared = {
  name: z.string().min(1).optional().describe('how it is called on cards'),
  excuseBaseline: z
    .boolean()
    .optional()
    .describe('may stay red when it was red on the base; the result is then “partly verified”'),
};

const ShellSchema = z.strictObject({
  kind: z.literal('shell'),
  command: z.string().min(1, 'must not be empty').describe('run with `sh -c` in the worktree'),
  expectedExit: z.int().min(0).max(255).optional().describe('0 when absent'),
  stdoutMatches: PatternSchema.optional().describe('a regular expression that the output must match'),
  timeout: PositiveDurationSchema.optional().describe('5 min when absent'),
  cwd: InsidePathSchema.optional().describe('a folder inside the worktree'),
  ...shared,
});

const FileSchema = z.strictObject({
  kind: z.literal('file'),
  path: InsidePathSchema.describe('a file inside the worktree'),
  matches: PatternSchema.optional().describe('a regular expression that its text must match'),
  required: z.boolean().optional().describe('false: it must not exist'),
  ...shared,
});

const GlobSchema = z
  .string()
  .min(1, 'must not be empty')
  .refine((glob) => !/^[/!]/.test(glob) && !glob.split('/').includes('..'), {
    error: 'must be a glob of paths inside the worktree: relative, without .. and without a leading !',
  });

const custom = { kind: z.literal('custom') };
const named = { name: shared.name };

const CustomSchema = z.discriminatedUnion('check', [
  z.strictObject({
    ...custom,
    check: z.literal('diffNonEmpty').describe('something must have changed since the base'),
    ...named,
  }),
  z.strictObject({
    ...custom,
    check: z.literal('gitClean').describe('the agent must have committed everything'),
    ...named,
  }),
  z.strictObject({
    ...custom,
    check: z
      .literal('testsNotWeakened')
      .describe('no test may be deleted, skipped, focused or emptied of assertions'),
    tests: z
      .array(GlobSchema)
      .min(1)
      .optional()
      .describe('globs of what counts as a test; absent: the usual names'),
    ...named,
  }),
  z.strictObject({
    ...custom,
    check: z.literal('noPathsTouched').describe('these paths must stay as they are at the base'),
    globs: z.array(GlobSchema).min(1).describe('globs; a folder stands for everything in it'),
    ...named,
  }),
  z.strictObject({
    ...custom,
    check: z.literal('function').describe('a function of your own'),
    use: z.string().min(1).describe('its name under `verifiers`'),
    args: z.record(z.string(), z.json()).optional().describe('what it is given as `args`'),
    timeout: PositiveDurationSchema.optional().describe('1 min when absent'),
    ...shared,
  }),
]);

const LlmJudgeSchema = z.strictObject({
  kind: z.literal('llmJudge'),
  criterion: z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .describe('what the helper model is asked about the changes'),
  model: z.string().min(1).optional().describe('absent: the configured helper model'),
  ...named,
});

/** A criterion as people write it: a command, or an object. */
const CriterionInputSchema = z.union(
  [
    z.string().trim().min(1, 'must not be empty'),
    z.discriminatedUnion('kind', [ShellSchema, FileSchema, CustomSchema, LlmJudgeSchema]),
  ],
  { error: 'must be a command, or an object with a kind' },
);
export type CriterionInput = z.infer<typeof CriterionInputSchema>;

/** Acceptance criteria in their order. */
export const CriteriaSchema = z
  .array(CriterionInputSchema)
  .min(1, 'must hold at least one criterion; leave it out for the default, or say "none"')
  .max(50, 'may hold 50 criteria at most');

/** What a project says of its acceptance. */
export const AcceptSchema = z.union([z.enum(['auto', 'none']), CriteriaSchema], {
  error: 'must be "auto", "none" or a list of criteria',
});
export type AcceptInput = z.infer<typeof AcceptSchema>;
