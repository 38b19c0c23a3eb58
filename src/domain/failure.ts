import { z } from 'zod';

/** Why a turn failed, as the adapter saw it. Policy branches on `kind`, never on text. */
export const FailureSchema = z.object({
  kind: z.enum([
    'rate-limited',
    'quota-exhausted',
    'overloaded',
    'auth',
    'context-overflow',
    'session-lost',
    'max-turns',
    'timeout',
    'network',
    'model-unknown',
    'cli-missing',
    'cli-refused',
    'crashed',
    'protocol',
    'permission-blocked',
    'agent-error',
  ]),
  /** One line for people. */
  message: z.string(),
  /** What a person can do about it, where the adapter knows. */
  hint: z.string().optional(),
  /** Milliseconds the vendor asked to wait (`rate-limited`, `overloaded`). */
  retryAfterMs: z.number().optional(),
  /** Epoch milliseconds at which a quota resets. */
  resetsAt: z.number().optional(),
  /** The signal that ended the process (`crashed`). */
  signal: z.string().optional(),
  /** The process ended because drover itself went away; nothing is held against the agent. */
  byRestart: z.boolean().optional(),
});
export type Failure = z.infer<typeof FailureSchema>;
export type FailureKind = Failure['kind'];
