import type { RuleTable } from '../../rule.ts';

export const git: RuleTable = {
  family: 'git',
  rules: [
    {
      key: 'git.merge_conflict',
      severity: 'hard',
      stage: 'setup',
      line: /^(?:Auto-merging .*)?CONFLICT \((?<kind>[^)]+)\): (?<detail>(?:Merge conflict in (?<file>.+)|.+))/,
      hint: 'A merge conflict ({kind})[ in {file}]. Resolve it: keep the intent of both sides, remove every marker, then go on.',
    },
    {
      key: 'git.conflict_markers',
      severity: 'recoverable',
      stage: 'setup',
      line: /^(?:(?<file>[^\s:(]+)(?:\((?<line>\d+),(?<column>\d+)\):|:(?<line>\d+):(?<column>\d+) -) error TS1185: Merge conflict marker encountered|(?<file>[^\s:]+):(?<line>\d+): leftover conflict marker|error: encountered diff marker|(?<file>[^\s:]+\.\w+):(?<line>\d+):(?:(?<column>\d+):)? (?:error: version control conflict marker|syntax error: unexpected <<).*|\+?(?:<{7}|>{7}) (?!=)\S+)/,
      beside: [{ where: 'below', within: 2, line: /^\s*--> (?<file>[^:\s]+):(?<line>\d+):(?<column>\d+)/ }],
      hint: 'Markers of a merge conflict are left[ at {at}]. Search the worktree for lines of seven < or >, and settle each by the intent of both sides.',
    },
    {
      key: 'git.nothing_to_commit',
      severity: 'hard',
      stage: 'rest',
      line: /^nothing (?:added )?to commit\b/i,
      hint: 'Nothing was changed. Read the task again and edit files; if nothing has to be changed, say why.',
    },
    {
      key: 'git.push_rejected',
      severity: 'recoverable',
      stage: 'surroundings',
      line: /^\s*! \[(?:remote )?rejected\].*\((?<why>(?:stale info|fetch first|non-fast-forward|protected branch hook declined|pre-receive hook declined)[^)]*)\)/,
      hint: 'The push was rejected ({why}). Do not force it and leave pushing alone: your commits are picked up from the worktree.',
    },
    {
      key: 'git.auth',
      severity: 'hard',
      stage: 'surroundings',
      line: /^(?:fatal: |remote: |error: |git@\S+: |\S+@\S+: )?(?:Authentication failed for|could not read Username|.{0,60}Permission denied \(publickey|Support for password authentication was removed|HTTP Basic: Access denied)/,
      hint: 'git has no access to the remote. No change of code helps: leave remotes alone, say what is missing and end your turn.',
    },
    {
      key: 'git.index_lock',
      severity: 'transient',
      stage: 'surroundings',
      line: /^(?:fatal|error): Unable to create '(?<path>[^']*\.lock)': File exists/,
      hint: 'Another git process holds {path}. Wait a moment and do the same again; remove the lock only when no git process is alive.',
    },
    {
      key: 'git.hook_failed',
      severity: 'recoverable',
      stage: 'style',
      line: /^(?:husky - (?<hook>[\w-]+) (?:hook exited|script failed)|(?<hook>pre-commit|commit-msg|pre-push) hook.{0,60}?fail|lefthook.{0,60}?fail|error: failed to push some refs.*hook)/i,
      hint: 'A hook refused the commit[ ({hook})]. Mend what it reports; do not skip hooks, and do not reset the tree.',
    },
    {
      key: 'git.would_overwrite',
      severity: 'recoverable',
      stage: 'surroundings',
      line: /^error: (?:Your local changes to the following files|The following untracked working tree files) would be (?:overwritten|removed) by (?<command>\w+)/,
      beside: [{ where: 'below', within: 1, line: /^\s+(?<file>\S.*)/ }],
      hint: 'git refuses to {command}: it would overwrite changes[ in {file}]. Commit them first; never throw them away.',
    },
    {
      key: 'git.unknown_revision',
      severity: 'recoverable',
      stage: 'surroundings',
      line: /^(?:fatal|error): (?:ambiguous argument '(?<revision>[^']+)'|pathspec '(?<revision>[^']+)' did not match|bad revision '(?<revision>[^']+)'|couldn't find remote ref (?<revision>\S+)|invalid reference: (?<revision>\S+))/,
      hint: 'git knows no {revision} here. See "git branch -a" and "git log" for what exists; history may be shallow.',
    },
    {
      key: 'git.fatal',
      severity: 'recoverable',
      stage: 'surroundings',
      line: /^fatal: (?<message>.+)/,
      unless:
        /: (?:ambiguous argument|bad revision|couldn't find remote ref|invalid reference|Unable to create '|Authentication failed|could not read Username|unable to access)/,
      hint: 'git says: {message}. Look at "git status" before doing anything else.',
    },
  ],
};
