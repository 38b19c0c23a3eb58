import { z } from 'zod';

const shared = { name: z.string().optional(), excuseBaseline: z.boolean().optional() };

/** A command that must end with the expected exit code. Run without a login shell: `sh -c`, in the worktree. */
export const ShellCriterionSchema = z.object({
  kind: z.literal('shell'),
  command: z.string().min(1),
  expectedExit: z.number().int().default(0),
  /** A regular expression that the output must match. */
  stdoutMatches: z.string().optional(),
  timeoutMs: z
    .number()
    .int()
    .positive()
    .default(5 * 60 * 1000),
  /** Relative to the worktree; may not leave it. */
  cwd: z.string().optional(),
  ...shared,
});

/** A file that must exist inside the worktree, and may have to match a regular expression. */
export const FileCriterionSchema = z.object({
  kind: z.literal('file'),
  path: z.string().min(1),
  matches: z.string().optional(),
  /** false: the file must not exist. */
  required: z.boolean().default(true),
  ...shared,
});

/** A check that drover itself computes from the changes since base. */
export const CustomCriterionSchema = z.object({
  kind: z.literal('custom'),
  check: z.enum(['diffNonEmpty']),
  ...shared,
});

export const CriterionSchema = z.discriminatedUnion('kind', [
  ShellCriterionSchema,
  FileCriterionSchema,
  CustomCriterionSchema,
]);
export type Criterion = z.infer<typeof CriterionSchema>;
export type ShellCriterion = z.infer<typeof ShellCriterionSchema>;
export type FileCriterion = z.infer<typeof FileCriterionSchema>;
export type CustomCriterion = z.infer<typeof CustomCriterionSchema>;

/** What one criterion said. `evidence` is the tail of the output (4 KiB at most), ANSI stripped. */
export const CheckResultSchema = z.object({
  label: z.string(),
  kind: z.enum(['shell', 'file', 'custom']),
  ok: z.boolean(),
  /** One line: `exit 1`, `timed out after 300 s`, `no such file`. */
  reason: z.string(),
  exitCode: z.number().int().optional(),
  evidence: z.string(),
  durationMs: z.number(),
});
export type CheckResult = z.infer<typeof CheckResultSchema>;

/** How far a result can be believed, from exit codes alone. */
export const VerifiedSchema = z.enum(['verified', 'partly verified', 'unverified']);
export type Verified = z.infer<typeof VerifiedSchema>;

/** How a criterion is called on cards and in prompts. */
export function labelOfCriterion(criterion: Criterion): string {
  if (criterion.name !== undefined) return criterion.name;
  switch (criterion.kind) {
    case 'shell':
      return criterion.command;
    case 'file':
      return `file ${criterion.path}`;
    case 'custom':
      return criterion.check;
  }
}
