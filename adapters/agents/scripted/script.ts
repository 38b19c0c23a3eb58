import { z } from 'zod';
import { FailureSchema } from '../../../src/domain/failure.ts';

const StepSchema = z.union([
  /** The agent says something. */
  z.strictObject({ say: z.string() }),
  /** Writes a file in the worktree, or replaces the first occurrence of a text in it. */
  z.strictObject({
    edit: z.union([
      z.strictObject({ path: z.string().min(1), write: z.string() }),
      z.strictObject({
        path: z.string().min(1),
        replace: z.strictObject({ from: z.string().min(1), to: z.string() }),
      }),
    ]),
  }),
  z.strictObject({ delete: z.string().min(1) }),
  /** Runs a command with `sh -c` in the worktree and waits for it; its exit code changes nothing. */
  z.strictObject({ run: z.string().min(1) }),
  /** Wants to call a tool and is refused. */
  z.strictObject({ deny: z.strictObject({ tool: z.string(), what: z.string() }) }),
  /** Leaves a question for a person, as an agent without a tool for it does. */
  z.strictObject({
    ask: z.strictObject({
      question: z.string(),
      options: z.array(z.string()).optional(),
      default: z.string().optional(),
    }),
  }),
  /** Leaves a summary of the turn. */
  z.strictObject({ summary: z.string() }),
  /** Adds to the usage. */
  z.strictObject({
    usage: z.strictObject({
      input: z.number().min(0).default(0),
      output: z.number().min(0).default(0),
      cacheRead: z.number().min(0).default(0),
      cacheWrite: z.number().min(0).default(0),
      costUsd: z.number().min(0).optional(),
    }),
  }),
  /** Size of the context, in tokens. */
  z.strictObject({
    context: z.strictObject({ used: z.number().min(0), window: z.number().min(0).optional() }),
  }),
  z.strictObject({ delayMs: z.number().int().min(0) }),
  /** Goes on under another session id. */
  z.strictObject({ sessionId: z.string().min(1) }),
  /** Writes that many bytes to stdout that are no events: lines of text, one endless line, NULs, or invalid UTF-8. */
  z.strictObject({
    output: z.strictObject({
      bytes: z.number().int().min(0),
      as: z.enum(['lines', 'one-line', 'nulls', 'invalid-utf8']).default('lines'),
    }),
  }),
  z.strictObject({ stderr: z.string() }),
  /** Ends the turn with a failure of that kind. */
  z.strictObject({ fail: FailureSchema }),
  /** Ends the process without a word. */
  z.strictObject({ exit: z.strictObject({ code: z.number().int().min(0).max(255) }) }),
  z.strictObject({ crash: z.strictObject({ signal: z.enum(['SIGKILL', 'SIGTERM', 'SIGSEGV', 'SIGABRT']) }) }),
  /** Gives a sign of life again and again: that often, or for ever. */
  z.strictObject({
    tick: z.strictObject({
      everyMs: z.number().int().positive(),
      times: z.number().int().min(0).optional(),
    }),
  }),
  /** Waits until there is a file of that name; relative to the worktree. */
  z.strictObject({ waitFor: z.string().min(1) }),
  /** Never goes on; `stubborn` does not listen to SIGINT and SIGTERM either. */
  z.strictObject({ hang: z.enum(['quiet', 'stubborn']) }),
  /** Leaves a process in a session of its own behind, which holds stdout open. */
  z.strictObject({ daemon: z.strictObject({ seconds: z.number().positive() }) }),
]);
export type Step = z.infer<typeof StepSchema>;

/**
 * What a scripted agent plays, turn by turn; after the last turn it plays the last one again.
 * In the texts of `say` and `write`, `{{prompt}}`, `{{turn}}` (from 1) and `{{session}}` are filled in.
 */
export const ScriptSchema = z.strictObject({
  turns: z.array(z.array(StepSchema)).min(1),
  /** Whether the turns are counted for each session, or for all sessions of this agent's HOME together. */
  countBy: z.enum(['session', 'home']).default('session'),
  /** Usage is reported as a running total of the session, as some real agents do. */
  totals: z.boolean().default(false),
  /**
   * What is played when the session is to be compacted; `false`: it cannot be. Without it the context shrinks to a
   * tenth, and the summary says what was asked to be kept in mind. Counts as no turn.
   */
  compact: z.union([z.literal(false), z.array(StepSchema)]).optional(),
  model: z.string().default('scripted'),
});
export type Script = z.infer<typeof ScriptSchema>;
