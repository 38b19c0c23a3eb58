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

const CustomSchema = z.strictObject({
  kind: z.literal('custom'),
  check: z.enum(['diffNonEmpty']).describe('something must have changed since the base'),
  ...shared,
});

/** An acceptance criterion as people write it: a command, or an object. */
export const AcceptSchema = z.union(
  [
    z.enum(['auto', 'none']),
    z
      .array(
        z.union(
          [
            z.string().min(1, 'must not be empty'),
            z.discriminatedUnion('kind', [ShellSchema, FileSchema, CustomSchema]),
          ],
          { error: 'must be a command, or an object with a kind' },
        ),
      )
      .min(1, 'must hold at least one criterion; leave it out for the default, or say "none"'),
  ],
  { error: 'must be "auto", "none" or a list of criteria' },
);
export type AcceptInput = z.infer<typeof AcceptSchema>;
