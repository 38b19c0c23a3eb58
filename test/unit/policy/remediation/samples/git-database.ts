import type { Sample } from './sample.ts';

export const gitAndDatabaseSamples: readonly Sample[] = [
  {
    key: 'git.merge_conflict',
    text: 'Auto-merging a.txt\nCONFLICT (content): Merge conflict in a.txt',
    at: { file: 'a.txt' },
    captures: { kind: 'content' },
    not: 'There is no CONFLICT (content): all is merged',
  },
  {
    key: 'git.conflict_markers',
    text: 'src/s.ts(2,1): error TS1185: Merge conflict marker encountered.',
    at: { file: 'src/s.ts', line: 2, column: 1 },
    not: 'src/s.ts(2,1): error TS1136: Property assignment expected.',
  },
  {
    key: 'git.conflict_markers',
    text: '<<<<<<< HEAD\nconst a = 1;\n=======',
    not: '======= 7 passed =======',
  },
  {
    key: 'git.conflict_markers',
    text: 'README.md:12: leftover conflict marker',
    at: { file: 'README.md', line: 12 },
    not: 'README.md:12: trailing whitespace.',
  },
  {
    key: 'git.nothing_to_commit',
    text: 'On branch main\nnothing to commit, working tree clean',
    not: 'I had nothing to commit',
  },
  {
    key: 'git.push_rejected',
    text: ' ! [rejected]        main -> main (non-fast-forward)',
    captures: { why: 'non-fast-forward' },
    not: ' * [new branch]      main -> main',
  },
  {
    key: 'git.auth',
    text: 'git@github.com: Permission denied (publickey).',
    not: 'Authentication failed in the test',
  },
  {
    key: 'git.index_lock',
    text: "fatal: Unable to create '/r/.git/index.lock': File exists.",
    captures: { path: '/r/.git/index.lock' },
    not: "fatal: Unable to create '/r/x': Is a directory",
  },
  {
    key: 'git.hook_failed',
    text: 'husky - pre-commit hook exited with code 1 (error)',
    captures: { hook: 'pre-commit' },
    not: 'husky - pre-commit hook done',
  },
  {
    key: 'git.would_overwrite',
    text: 'error: Your local changes to the following files would be overwritten by checkout:\n\ta.txt',
    at: { file: 'a.txt' },
    not: 'Your local changes would be kept',
  },
  {
    key: 'git.unknown_revision',
    text: "error: pathspec 'nope' did not match any file(s) known to git",
    captures: { revision: 'nope' },
    not: "Switched to branch 'nope'",
  },
  {
    key: 'git.fatal',
    text: 'fatal: not a git repository (or any of the parent directories): .git',
    not: "fatal: bad revision 'nope'",
  },
  {
    key: 'db.auth_failed',
    text: 'error: password authentication failed for user "app"\n  code: \'28P01\'',
    captures: { user: 'app' },
    not: '✓ refuses when password authentication failed for user "app"',
  },
  {
    key: 'db.missing',
    text: 'error: relation "users" does not exist',
    captures: { name: 'users' },
    not: 'The relation users exists',
  },
  {
    key: 'db.missing',
    text: 'sqlite3.OperationalError: no such table: users',
    captures: { name: 'users' },
    not: 'no such thing',
  },
  {
    key: 'db.constraint',
    text: 'error: duplicate key value violates unique constraint "users_pkey"',
    not: 'The unique constraint holds',
  },
  {
    key: 'db.permission_denied',
    text: 'ERROR:  permission denied for table users',
    captures: { name: 'table users' },
    not: 'sh: 1: x: Permission denied',
  },
  {
    key: 'db.unavailable',
    text: 'FATAL:  the database system is starting up',
    not: 'LOG:  database system is ready to accept connections',
  },
];
