import { DroverError } from '../../../../src/domain/errors.ts';

/** What was to be pushed where. */
export interface Push {
  /** Path or address, without credentials. */
  readonly target: string;
  readonly branch: string;
}

interface Rule {
  readonly pattern: RegExp;
  readonly reason: (push: Push) => string;
  readonly hint: (push: Push) => string;
}

const rules: readonly Rule[] = [
  {
    pattern: /checked out/,
    reason: ({ branch }) => `${branch} is checked out there, and drover does not touch a checkout`,
    hint: () => 'Check out another branch there, then deliver again.',
  },
  {
    pattern: /stale info|fetch first|non-fast-forward/,
    reason: ({ branch }) => `somebody else made or moved ${branch}`,
    hint: ({ branch }) => `Rename or delete ${branch} there if it is not needed, then deliver again.`,
  },
  {
    pattern: /directory file conflict|' exists; cannot create '/,
    reason: ({ branch }) => `a branch there has a name that excludes ${branch}`,
    hint: ({ branch }) => `Rename the branch ${branch.split('/')[0]} there, then deliver again.`,
  },
];

/** The error of a push that was refused, from git's own words (C locale) in either stream. */
export function pushRefusal(push: Push, output: string, cause: Error): DroverError {
  const rule = rules.find(({ pattern }) => pattern.test(output));
  const reason = rule?.reason(push) ?? rejection(output) ?? cause.message;
  const hint =
    rule?.hint(push) ??
    'The commit is kept in the worktree and its branch; deliver again when this is mended.';
  return new DroverError(
    'DELIVERY_FAILED',
    `${push.target}: ${push.branch} was not pushed: ${reason}`,
    hint,
    { cause },
  );
}

/** `!\t<sha>:<ref>\t[remote rejected] (pre-receive hook declined)` → the words in brackets and after. */
const rejection = (output: string): string | undefined => /^!\t[^\t]*\t(.+)$/m.exec(output)?.[1];
