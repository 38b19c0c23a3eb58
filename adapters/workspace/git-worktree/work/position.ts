/** Where a checkout and the goal's branch stand. */
export interface Position {
  /** Commit that is checked out; absent where HEAD has none. */
  readonly head: string | undefined;
  /** Commit of the goal's branch; absent where somebody deleted it. */
  readonly tip: string | undefined;
}

/** The parents of a saved state: what is checked out, then the branch's commit where that is another one. */
export const positionParents = ({ head, tip }: Position): readonly string[] =>
  [...new Set([head, tip])].filter((commit) => commit !== undefined);

/** The branch's commit when a state was saved, from the parents; undefined where there was no commit at all. */
export const branchOf = (parents: readonly (string | undefined)[]): string | undefined =>
  parents[1] ?? parents[0];

/** Whether two saved states have the same parents; absent ones do not count. */
export const samePosition = (one: readonly string[], other: readonly (string | undefined)[]): boolean =>
  one.join() === other.filter((commit) => commit !== undefined).join();
