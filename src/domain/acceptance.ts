import { z } from 'zod';
import { UsageSchema } from './turn.ts';

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

const custom = { kind: z.literal('custom'), ...shared };

/** A check that drover itself computes from the changes since base: committed, uncommitted and untracked. */
export const CustomCriterionSchema = z.discriminatedUnion('check', [
  z.object({ ...custom, check: z.literal('diffNonEmpty') }),
  /** Nothing is left uncommitted or untracked. */
  z.object({ ...custom, check: z.literal('gitClean') }),
  /** No test was deleted, skipped, focused or emptied of assertions. `tests`: globs of what counts as a test. */
  z.object({ ...custom, check: z.literal('testsNotWeakened'), tests: z.array(z.string()).optional() }),
  z.object({ ...custom, check: z.literal('noPathsTouched'), globs: z.array(z.string()).min(1) }),
  /** A function of the operator's, by the name that the configuration gives it. */
  z.object({
    ...custom,
    check: z.literal('function'),
    use: z.string().min(1),
    args: z.record(z.string(), z.unknown()).optional(),
    timeoutMs: z
      .number()
      .int()
      .positive()
      .default(60 * 1000),
  }),
]);

/** A question to the helper model about the changes; anything but a clear yes is a failed check. */
export const LlmJudgeCriterionSchema = z.object({
  kind: z.literal('llmJudge'),
  criterion: z.string().min(1),
  /** Instead of the configured one. */
  model: z.string().optional(),
  ...shared,
});

export const CriterionSchema = z.discriminatedUnion('kind', [
  ShellCriterionSchema,
  FileCriterionSchema,
  CustomCriterionSchema,
  LlmJudgeCriterionSchema,
]);
export type Criterion = z.infer<typeof CriterionSchema>;
export type ShellCriterion = z.infer<typeof ShellCriterionSchema>;
export type FileCriterion = z.infer<typeof FileCriterionSchema>;
export type CustomCriterion = z.infer<typeof CustomCriterionSchema>;
export type LlmJudgeCriterion = z.infer<typeof LlmJudgeCriterionSchema>;

/** What one criterion said. `evidence` is the tail of the output (4 KiB at most), ANSI stripped. */
export const CheckResultSchema = z.object({
  label: z.string(),
  kind: z.enum(['shell', 'file', 'custom', 'llmJudge']),
  ok: z.boolean(),
  /** It failed, was red on the base, too, and is allowed to stay so. */
  excused: z.boolean().optional(),
  /** One line: `exit 1`, `timed out after 300 s`, `no such file`. */
  reason: z.string(),
  exitCode: z.number().int().optional(),
  evidence: z.string(),
  durationMs: z.number(),
  /** What the helper model used for it. */
  usage: UsageSchema.optional(),
});
export type CheckResult = z.infer<typeof CheckResultSchema>;

/** Where a function of the operator's that judges work is found. */
export interface VerifierSource {
  /** Absolute path of the module. */
  readonly file: string;
  /** From the module's exports down to the function: `default`, or `default verifiers NAME` in a configuration file. */
  readonly at: readonly string[];
}

/** How far a result can be believed, from exit codes alone. */
export const VerifiedSchema = z.enum(['verified', 'partly verified', 'unverified']);
export type Verified = z.infer<typeof VerifiedSchema>;

/** What a reviewer should look at: the changes touch what the verdict itself rests on. */
export const ReviewFlagSchema = z.object({
  kind: z.enum(['tests', 'ci', 'criteria']),
  /** At most 20 of them. */
  paths: z.array(z.string()),
});
export type ReviewFlag = z.infer<typeof ReviewFlagSchema>;

/** Whether a criterion says anything about the untouched base: what judges changes does not. */
export const judgesBase = (criterion: Criterion): boolean =>
  criterion.kind === 'shell' ||
  criterion.kind === 'file' ||
  (criterion.kind === 'custom' && criterion.check === 'function');

/** How a criterion is called on cards and in prompts. */
export function labelOfCriterion(criterion: Criterion): string {
  if (criterion.name !== undefined) return criterion.name;
  switch (criterion.kind) {
    case 'shell':
      return criterion.command;
    case 'file':
      return `file ${criterion.path}`;
    case 'custom':
      return labelOfCustom(criterion);
    case 'llmJudge':
      return `judged: ${criterion.criterion}`;
  }
}

function labelOfCustom(criterion: CustomCriterion): string {
  if (criterion.check === 'noPathsTouched') return `untouched: ${criterion.globs.join(', ')}`;
  return criterion.check === 'function' ? `function ${criterion.use}` : criterion.check;
}
