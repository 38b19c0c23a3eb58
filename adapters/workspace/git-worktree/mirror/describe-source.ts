import { stat } from 'node:fs/promises';
import path from 'node:path';
import { CheckRepoActions, simpleGit } from 'simple-git';
import type { SimpleGit } from 'simple-git';
import { DroverError, toError } from '../../../../src/domain/errors.ts';
import { gitError } from '../git/git-error.ts';
import { gitSettings } from '../git/git-settings.ts';
import type { Git } from '../git/run-git.ts';
import { originAddress, sourceKind } from './source-kind.ts';

/** What has to be known of a source before it can be fetched. */
export interface SourceFacts {
  /** What git fetches objects from: an absolute path or an address. */
  readonly location: string;
  readonly isLocal: boolean;
  /** Address of the remote `origin`, when the source is a checkout that has one: the base comes from there. */
  readonly origin?: string;
  /** `init.defaultBranch` of a local source or its owner. */
  readonly configuredDefault?: string;
}

/** Looks at a source without changing it. NOT_A_REPOSITORY when there is none. */
export async function describeSource(git: Git, source: string, signal: AbortSignal): Promise<SourceFacts> {
  const kind = sourceKind(source);
  if (kind.kind === 'address') return { location: kind.address, isLocal: false };
  await mustBeFolder(kind.path);
  return await describeFolder(git, kind.path, signal);
}

/** The branch that the remote `HEAD` names; undefined when it names none (detached, or nothing there yet). */
export async function remoteHead(
  git: Git,
  location: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const reader = openReader(git, git.operator['TMPDIR'] ?? '/', signal);
  const output = await asked(
    () => reader.listRemote(['--symref', '--', location, 'HEAD']),
    'ls-remote',
    location,
    signal,
  );
  return /^ref: refs\/heads\/(.+)\tHEAD$/m.exec(output)?.[1];
}

async function mustBeFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch((error: unknown) => toError(error));
  if (!(found instanceof Error) && found.isDirectory()) return;
  throw new DroverError(
    'NOT_A_REPOSITORY',
    `${folder}: ${found instanceof Error ? 'no such folder' : 'not a folder'}`,
    'Check the path of the project in the configuration.',
    found instanceof Error ? { cause: found } : {},
  );
}

async function describeFolder(git: Git, folder: string, signal: AbortSignal): Promise<SourceFacts> {
  const reader = openReader(git, folder, signal);
  const read = async () =>
    await Promise.all([
      reader.checkIsRepo(CheckRepoActions.BARE),
      reader.listConfig(),
      reader.revparse(['--git-dir']),
    ]);
  const [isBare, config] = await asked(read, 'rev-parse', folder, signal);
  const value = (key: string): string | undefined => [config.all[key]].flat().at(0);
  const origin = isBare ? undefined : value('remote.origin.url');
  const configuredDefault = value('init.defaultbranch');
  return {
    location: folder,
    isLocal: true,
    ...(origin === undefined ? {} : { origin: originAddress(origin, folder) }),
    ...(configuredDefault === undefined ? {} : { configuredDefault }),
  };
}

/** Runs as the operator, and never looks for a repository above the folder. */
function openReader(git: Git, folder: string, signal: AbortSignal): SimpleGit {
  const env = { ...git.operator, GIT_CEILING_DIRECTORIES: path.dirname(folder) };
  return simpleGit({
    baseDir: folder,
    abort: signal,
    timeout: { block: git.timeoutMs },
    config: [...gitSettings],
    allowEnvironment: Object.keys(env),
    // The guards are against arguments from outside; these settings and variables are drover's and the operator's.
    unsafe: {
      allowUnsafeHooksPath: true,
      allowUnsafeFsMonitor: true,
      allowUnsafeProtocolOverride: true,
      allowUnsafeSshCommand: true,
      allowUnsafeAskPass: true,
      allowUnsafeConfigPaths: true,
    },
  }).env(env);
}

async function asked<T>(
  ask: () => Promise<T>,
  command: string,
  about: string,
  signal: AbortSignal,
): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    signal.throwIfAborted();
    throw gitError({ command, about, stderr: toError(error).message, cause: error });
  }
}
