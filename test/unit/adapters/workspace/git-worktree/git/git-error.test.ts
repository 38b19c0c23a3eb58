import { expect, it } from 'vitest';
import { DroverError } from '../../../../../../src/domain/errors.ts';
import { fileError, gitError } from '../../../../../../adapters/workspace/git-worktree/git/git-error.ts';

const failure = (stderr: string, more = {}) =>
  gitError({ command: 'fetch', about: '/srv/web', stderr, exitCode: 128, ...more });

it.each([
  ['error: unable to write file x: No space left on device\nfatal: bad', 'DISK_FULL'],
  ['fatal: write error: Disk quota exceeded', 'DISK_FULL'],
  ["fatal: detected dubious ownership in repository at '/srv/web'", 'WORKSPACE_FAILED'],
  ["fatal: '/srv/web' does not appear to be a git repository", 'NOT_A_REPOSITORY'],
  ["remote: Repository not found.\nfatal: repository 'https://h/x/' not found", 'NOT_A_REPOSITORY'],
  ["fatal: could not read Username for 'https://h': terminal prompts disabled", 'GIT_FAILED'],
  ["fatal: unable to access 'https://h/': Could not resolve host: h", 'GIT_FAILED'],
  ['git@h: Permission denied (publickey).\nfatal: Could not read from remote repository.', 'GIT_FAILED'],
  ['fatal: something new', 'GIT_FAILED'],
])('takes %j for %s', (stderr, code) => {
  const error = failure(stderr);
  expect(error.code).toBe(code);
  expect(error.message).toMatch(/^\/srv\/web: /);
  expect(error.hint).not.toBe('');
  expect(error.cause).toBeInstanceOf(Error);
});

it('tells refused access from an unreachable host', () => {
  expect(failure('git@h: Permission denied (publickey).').message).toContain('access was refused');
  expect(failure('ssh: connect to host h: Connection refused').message).toContain('could not be reached');
});

it('repeats the line in which git says why', () => {
  const stderr = 'warning: a\nfatal: the reason\nhint: try this\nhint: or that\n';
  expect(failure(stderr).message).toBe('/srv/web: git fetch failed: the reason');
  expect(failure('just words\n').message).toBe('/srv/web: git fetch failed: just words');
  expect(failure('').message).toBe('/srv/web: git fetch failed: exit 128');
});

it('takes an unexplained failure on a full disk for that', () => {
  expect(failure("fatal: couldn't write 'x.lock'", { isDiskFull: true }).code).toBe('DISK_FULL');
  expect(failure("fatal: couldn't write 'x.lock'").code).toBe('GIT_FAILED');
});

it('says how long it waited, and that git is missing', () => {
  expect(failure('', { timedOutAfterMs: 120_000 }).message).toBe(
    '/srv/web: git fetch took longer than 120 s',
  );
  expect(failure('', { startCode: 'ENOENT' }).message).toContain('git was not found');
  expect(failure('', { startCode: 'EACCES' }).message).toContain('EACCES');
});

it('shows no credentials, neither in the message nor in the cause', () => {
  const error = gitError({
    command: 'fetch',
    about: 'https://ada:s3cret@h/x',
    stderr: "fatal: weird 'https://ada:s3cret@h/x'",
    exitCode: 1,
  });
  expect(`${error.message} ${String(error.cause)}`).not.toContain('s3cret');
});

it('turns errors of the file system into ones for people, and leaves others alone', () => {
  const full = Object.assign(new Error('write'), { code: 'ENOSPC' });
  const denied = Object.assign(new Error('open'), { code: 'EACCES' });
  expect(fileError(full, '/srv/x')).toMatchObject({ code: 'DISK_FULL', cause: full });
  expect(fileError(denied, '/srv/x')).toMatchObject({
    code: 'WORKSPACE_FAILED',
    message: '/srv/x: EACCES',
  });
  const own = new DroverError('BUG', 'x', 'y');
  expect(fileError(own, '/srv/x')).toBe(own);
  const other = new Error('x');
  expect(fileError(other, '/srv/x')).toBe(other);
});
