import { statfs } from 'node:fs/promises';
import { execa } from 'execa';
import type { Clock } from '../../../../src/ports/clock.ts';
import type { Logger } from '../../../../src/ports/logger.ts';
import { gitError } from './git-error.ts';
import { settingArguments } from './git-settings.ts';
import { waitForLock } from './stale-lock.ts';

/** What every git call needs. */
export interface Git {
  /** Environment for work on drover's own repositories. */
  readonly sealed: Readonly<Record<string, string>>;
  /** Environment for reaching sources. */
  readonly operator: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Which repository, and which checkout of it. Explicit, so that nothing inside a worktree can divert a call. */
export interface GitPlace {
  readonly gitDir: string;
  readonly workTree?: string;
}

export interface GitCommand {
  readonly args: readonly string[];
  readonly place: GitPlace;
  /** Named in errors; the git folder by default. */
  readonly about?: string;
  /** An index file other than the checkout's own. */
  readonly index?: string;
  /** Text for stdin, which is closed otherwise. */
  readonly input?: string;
  /** Use the operator's credentials and settings: for calls that reach a source. */
  readonly asOperator?: boolean;
  /** More variables: identity and dates of a commit. */
  readonly env?: Readonly<Record<string, string>>;
  /** Settings for this call alone: `checkout.workers=2`. */
  readonly settings?: readonly string[];
}

export interface GitOutcome {
  readonly ok: boolean;
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** The failure as an error; throw it unless it was expected. */
  readonly error: () => Error;
}

/** Runs git to its end and answers what it printed; a failure is thrown as a DroverError. */
export async function runGit(git: Git, command: GitCommand, signal: AbortSignal): Promise<string> {
  const outcome = await tryGit(git, command, signal);
  if (!outcome.ok) throw outcome.error();
  return outcome.stdout;
}

/** The same with the failure as a value. Throws only `signal.reason`, when aborted. A lock that a dead process left is removed. */
export async function tryGit(git: Git, command: GitCommand, signal: AbortSignal): Promise<GitOutcome> {
  for (;;) {
    const outcome = await spawnGit(git, command, signal);
    if (outcome.ok || !(await waitForLock(git, outcome.stderr, signal))) return outcome;
  }
}

async function spawnGit(git: Git, command: GitCommand, signal: AbortSignal): Promise<GitOutcome> {
  signal.throwIfAborted();
  const result = await execa('git', gitArguments(command), {
    ...spawnOptions(git, command),
    cancelSignal: signal,
    stripFinalNewline: false,
    reject: false,
  });
  signal.throwIfAborted();
  const outcome = {
    ok: !result.failed,
    exitCode: result.exitCode,
    stdout: result.stdout ?? '',
    stderr: result.stderr ?? '',
  };
  const isDiskFull = !outcome.ok && (await hasNoRoom(command.place.gitDir));
  return {
    ...outcome,
    error: () =>
      gitError({
        command: command.args[0] ?? '',
        about: command.about ?? command.place.workTree ?? command.place.gitDir,
        stderr: outcome.stderr,
        isDiskFull,
        ...(outcome.exitCode === undefined ? {} : { exitCode: outcome.exitCode }),
        ...(result.timedOut ? { timedOutAfterMs: git.timeoutMs } : {}),
        ...(result.code === undefined || outcome.exitCode !== undefined || result.timedOut
          ? {}
          : { startCode: result.code }),
        ...(result.cause === undefined ? {} : { cause: result.cause }),
      }),
  };
}

/** Less room than any write of git needs counts as none. */
const leastRoomBytes = 64 * 1024;

const hasNoRoom = (folder: string): Promise<boolean> =>
  statfs(folder).then(
    ({ bavail, bsize }) => bavail * bsize < leastRoomBytes,
    // The folder itself is missing; git has said so in its own words.
    () => false,
  );

/** Arguments with the settings in front. */
export const gitArguments = ({ args, settings = [] }: GitCommand): string[] => [
  ...settingArguments,
  ...settings.flatMap((setting) => ['-c', setting]),
  ...args,
];

/** How git is started: in a session of its own, so that nothing below it can ask the terminal. */
export const spawnOptions = (git: Git, command: GitCommand) => ({
  cwd: command.place.workTree ?? command.place.gitDir,
  env: {
    ...(command.asOperator ? git.operator : git.sealed),
    GIT_DIR: command.place.gitDir,
    ...(command.place.workTree === undefined ? {} : { GIT_WORK_TREE: command.place.workTree }),
    ...(command.index === undefined ? {} : { GIT_INDEX_FILE: command.index }),
    ...command.env,
  },
  extendEnv: false,
  timeout: git.timeoutMs,
  killDescendants: true,
  forceKillAfterDelay: 1_000,
  ...(command.input === undefined ? { stdin: 'ignore' as const } : { input: command.input }),
});
