/** How long what ended goals left is kept. Times are milliseconds since the end; 0: for ever. */
export interface RetentionRules {
  readonly worktreesMs: number;
  /** Checkpoints, and what stood before a return; never gone while the worktree stands. */
  readonly refsMs: number;
  /** What agents and checks printed. */
  readonly turnsMs: number;
  /** Most bytes of worktrees and turns together; 0: no quota. */
  readonly diskBytes: number;
}
