import { DroverError, toError } from '../../../../src/domain/errors.ts';
import type { WorkspaceRequest } from '../../../../src/ports/workspace.ts';
import { hideCredentials } from '../git/hide-credentials.ts';
import { resolveObjects } from '../git/resolve-objects.ts';
import { runGit, tryGit } from '../git/run-git.ts';
import { ensureMirror } from '../mirror/ensure-mirror.ts';
import { withLock } from '../mirror/locks.ts';
import { mirrorPath } from '../mirror/mirror-path.ts';
import { sourceKind } from '../mirror/source-kind.ts';
import type { WorkspacesState } from '../state.ts';
import { pushRefusal } from './push-refusal.ts';

/**
 * The receiving side of a source on this machine, with fixed words only (git hands them to a shell): the
 * repository's hooks do not run, its checkout is never updated, and it is not repacked behind its owner's back.
 */
const receivePack =
  'git -c core.hooksPath=/dev/null -c receive.denyCurrentBranch=refuse -c receive.autogc=false receive-pack';

interface Delivery {
  readonly state: WorkspacesState;
  readonly mirror: string;
  readonly target: string;
  readonly isLocal: boolean;
  readonly branch: string;
  readonly sha: string;
  /** Ref of the mirror that remembers what was pushed last. */
  readonly memory: string;
}

/** See `Workspaces.deliverBranch`. Overwrites only what drover itself pushed before. */
export async function deliverBranch(
  state: WorkspacesState,
  request: WorkspaceRequest,
  sha: string,
  signal: AbortSignal,
): Promise<{ ref: string }> {
  const kind = sourceKind(request.source);
  const delivery: Delivery = {
    state,
    mirror: mirrorPath(state.home, request.project),
    target: kind.kind === 'local' ? kind.path : kind.address,
    isLocal: kind.kind === 'local',
    branch: request.branch,
    sha,
    memory: `refs/drover/${request.goal}/delivered`,
  };
  try {
    await withLock(state.locks, delivery.mirror, () => deliver(delivery, signal), signal);
  } catch (error) {
    signal.throwIfAborted();
    throw asDeliveryFailure(delivery, error);
  }
  return { ref: `refs/heads/${request.branch}` };
}

async function deliver(delivery: Delivery, signal: AbortSignal): Promise<void> {
  const { state, mirror, memory, sha } = delivery;
  await ensureMirror(state.git, mirror, signal);
  if ((await tipThere(delivery, signal)) !== sha) await push(delivery, signal);
  await runGit(state.git, { args: ['update-ref', memory, sha], place: { gitDir: mirror } }, signal);
}

async function tipThere(
  { state, mirror, target, branch }: Delivery,
  signal: AbortSignal,
): Promise<string | undefined> {
  const args = ['ls-remote', '--end-of-options', target, `refs/heads/${branch}`];
  const command = { args, place: { gitDir: mirror }, about: target, asOperator: true };
  const output = await runGit(state.git, command, signal);
  return /^([0-9a-f]{40,64})\t/.exec(output)?.[1];
}

async function push(delivery: Delivery, signal: AbortSignal): Promise<void> {
  const { state, mirror, target, branch, sha, memory } = delivery;
  const place = { gitDir: mirror };
  const [expected] = await resolveObjects(state.git, place, [memory], signal);
  const args = [
    'push',
    '--porcelain',
    '--no-verify',
    '--no-follow-tags',
    '--recurse-submodules=no',
    `--force-with-lease=refs/heads/${branch}:${expected ?? ''}`,
    ...(delivery.isLocal ? [`--receive-pack=${receivePack}`] : []),
    '--end-of-options',
    target,
    `${sha}:refs/heads/${branch}`,
  ];
  const pushed = await tryGit(state.git, { args, place, about: target, asOperator: true }, signal);
  if (pushed.ok) return;
  const error = pushed.error();
  if (error instanceof DroverError && error.code === 'DISK_FULL') throw error;
  throw pushRefusal({ target: hideCredentials(target), branch }, `${pushed.stdout}\n${pushed.stderr}`, error);
}

function asDeliveryFailure({ target, branch }: Delivery, error: unknown): unknown {
  if (!(error instanceof DroverError)) return error;
  if (error.code === 'DELIVERY_FAILED' || error.code === 'DISK_FULL') return error;
  const message = `${hideCredentials(target)}: ${branch} was not pushed: ${toError(error).message}`;
  return new DroverError('DELIVERY_FAILED', message, error.hint, { cause: error });
}
