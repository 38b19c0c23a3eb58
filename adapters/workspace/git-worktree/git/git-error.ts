import { DroverError } from '../../../../src/domain/errors.ts';
import type { ErrorCode } from '../../../../src/domain/errors.ts';
import { hideCredentials } from './hide-credentials.ts';

/** A git call that did not succeed. */
export interface GitFailure {
  /** Subcommand: `fetch`. */
  readonly command: string;
  /** The path or address it was about, for the message. */
  readonly about: string;
  readonly stderr: string;
  readonly exitCode?: number;
  readonly timedOutAfterMs?: number;
  /** The code of a failed start: `ENOENT`. */
  readonly startCode?: string;
  /** There is no room on the disk of the repository. git does not always say so (writing a ref, for one). */
  readonly isDiskFull?: boolean;
  readonly cause?: unknown;
}

interface Rule {
  readonly pattern: RegExp;
  readonly code: ErrorCode;
  readonly what: string;
  readonly hint: string;
}

const diskFull: Rule = {
  pattern: /no space left on device|disk quota exceeded/i,
  code: 'DISK_FULL',
  what: 'the disk is full',
  hint: 'Free some space and try again; nothing was lost.',
};

/** Words of git 2.30 to 2.50 in the C locale, first match wins. */
const rules: readonly Rule[] = [
  diskFull,
  {
    pattern: /detected dubious ownership|unsafe repository/i,
    code: 'WORKSPACE_FAILED',
    what: 'the repository belongs to another user, so git refuses to read it',
    hint: 'Run drover as its owner, or allow it yourself: git config --global --add safe.directory <path>',
  },
  {
    pattern:
      /not a git repository|does not appear to be a git repository|repository .* not found|repository not found/i,
    code: 'NOT_A_REPOSITORY',
    what: 'not a git repository',
    hint: 'Check the path or address; a private repository also looks missing without credentials.',
  },
  {
    pattern:
      /authentication failed|could not read (username|password)|terminal prompts disabled|permission denied \(|host key verification failed|http basic: access denied|error: 403/i,
    code: 'GIT_FAILED',
    what: 'access was refused',
    hint: 'Give the user that runs drover credentials: an ssh key in the agent, or a git credential helper.',
  },
  {
    pattern:
      /could not resolve host|connection (refused|timed out|reset)|unable to access|failed to connect|network is unreachable|operation timed out|could not read from remote/i,
    code: 'GIT_FAILED',
    what: 'it could not be reached',
    hint: 'Check the address and the network, then try again.',
  },
];

/** The failure as an error for people. */
export function gitError(failure: GitFailure): DroverError {
  const about = hideCredentials(failure.about);
  const options = { cause: failure.cause ?? new Error(hideCredentials(failure.stderr.trim().slice(-4000))) };
  if (failure.startCode !== undefined) return startError(failure, about, options);
  if (failure.timedOutAfterMs !== undefined) {
    const seconds = Math.round(failure.timedOutAfterMs / 1000);
    return new DroverError(
      'GIT_FAILED',
      `${about}: git ${failure.command} took longer than ${seconds} s`,
      'Check the network and the size of the repository, or raise the time limit.',
      options,
    );
  }
  const rule =
    rules.find(({ pattern }) => pattern.test(failure.stderr)) ?? (failure.isDiskFull ? diskFull : undefined);
  if (rule) return new DroverError(rule.code, `${about}: ${rule.what}`, rule.hint, options);
  const reason = lastWords(failure.stderr) ?? `exit ${failure.exitCode ?? 'by signal'}`;
  return new DroverError(
    'GIT_FAILED',
    `${about}: git ${failure.command} failed: ${reason}`,
    "Read git's message; the log holds all of it.",
    options,
  );
}

const startError = (failure: GitFailure, about: string, options: ErrorOptions): DroverError =>
  failure.startCode === 'ENOENT'
    ? new DroverError(
        'GIT_FAILED',
        `${about}: the program git was not found`,
        'Install git and see that it is on the PATH of drover.',
        options,
      )
    : new DroverError(
        'GIT_FAILED',
        `${about}: git could not be started (${failure.startCode})`,
        'See the log.',
        options,
      );

/** The line in which git says why: the last `fatal:` or `error:`, else the last line at all. */
function lastWords(stderr: string): string | undefined {
  const lines = hideCredentials(stderr)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('hint:'));
  const told = lines.findLast((line) => /^(fatal|error): /.test(line)) ?? lines.at(-1);
  return told?.replace(/^(fatal|error): /, '').slice(0, 300);
}

/** An error of the file system as an error for people; anything else as it is. */
export function fileError(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new DroverError('DISK_FULL', `${path}: the disk is full`, 'Free some space and try again.', {
      cause: error,
    });
  }
  if (typeof code !== 'string' || error instanceof DroverError) return error;
  return new DroverError('WORKSPACE_FAILED', `${path}: ${code}`, 'Check the folder and its permissions.', {
    cause: error,
  });
}
