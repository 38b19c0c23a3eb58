/** How often notes are tidied: milliseconds, and goals that wrote some since the last time. */
export interface ConsolidationRules {
  readonly consolidateEveryMs: number;
  readonly consolidateAfter: number;
}

export interface ConsolidationFacts {
  /** Epoch milliseconds. */
  readonly now: number;
  /** When notes were last tidied, or tried to be; absent: never. */
  readonly lastAt?: number;
  /** Goals that wrote notes since. */
  readonly writers: number;
}

/** Whether an agent is to tidy a project's notes now. */
export const consolidationDue = (
  { consolidateEveryMs, consolidateAfter }: ConsolidationRules,
  { now, lastAt, writers }: ConsolidationFacts,
): boolean => (lastAt === undefined || now - lastAt >= consolidateEveryMs) && writers >= consolidateAfter;
