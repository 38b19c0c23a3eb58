import path from 'node:path';
import { systemClock } from '../../../adapters/system/system-clock.ts';
import { createGitWorkspaces } from '../../../adapters/workspace/git-worktree/create-git-workspaces.ts';
import { goalIdOf } from '../../../src/domain/ids.ts';
import type { Logger } from '../../../src/ports/logger.ts';
import type { WorkspaceInfo, WorkspaceRequest, Workspaces } from '../../../src/ports/workspace.ts';
import { makeRepository, plainGitEnv, temporaryFolder } from '../../support/git-repository.ts';
import type { Files } from '../../support/git-repository.ts';

export const never: AbortSignal = new AbortController().signal;

/** What the log was told at level warn. */
export interface Warnings {
  readonly messages: string[];
}

export function collectingLogger(warnings: Warnings = { messages: [] }): Logger {
  const logger: Logger = {
    debug: () => undefined,
    info: () => undefined,
    warn: (_fields, message) => void warnings.messages.push(message),
    error: (_fields, message) => void warnings.messages.push(message),
    child: () => logger,
  };
  return logger;
}

/** A home, a source repository, and workspaces over them. */
export interface Bench extends AsyncDisposable {
  readonly root: string;
  readonly home: string;
  readonly source: string;
  readonly mirror: string;
  readonly warnings: Warnings;
  readonly workspaces: Workspaces;
  /** Another program life over the same home. */
  readonly reopen: (env?: Record<string, string>) => Workspaces;
  readonly request: (number: number, more?: Partial<WorkspaceRequest>) => WorkspaceRequest;
  readonly prepare: (number?: number, more?: Partial<WorkspaceRequest>) => Promise<WorkspaceInfo>;
}

export async function openBench(files?: Files): Promise<Bench> {
  const folder = await temporaryFolder();
  const source = await makeRepository(path.join(folder.path, 'source'), files);
  const home = path.join(folder.path, 'home');
  const warnings: Warnings = { messages: [] };
  const reopen = (env: Record<string, string> = {}): Workspaces =>
    createGitWorkspaces({
      home,
      clock: systemClock,
      logger: collectingLogger(warnings),
      gitTimeoutMs: 60_000,
      env: { ...plainGitEnv, ...env },
    });
  const workspaces = reopen();
  const request: Bench['request'] = (number, more = {}) => ({
    goal: goalIdOf(number),
    project: 'web',
    source,
    branch: `drover/G-${number}-fix-it`,
    ...more,
  });
  return {
    root: folder.path,
    home,
    source,
    mirror: path.join(home, 'repos', 'web.git'),
    warnings,
    workspaces,
    reopen,
    request,
    prepare: (number = 1, more = {}) => workspaces.prepare(request(number, more), never),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}
