import { DroverError } from '../../../../src/domain/errors.ts';
import type { GoalId } from '../../../../src/domain/ids.ts';
import type { DiffStat } from '../../../../src/domain/turn.ts';
import type {
  ChangedFile,
  KeptTree,
  RestorePoint,
  WorkspaceInfo,
  WorkspaceRequest,
  Workspaces,
} from '../../../../src/ports/workspace.ts';
import { through } from '../../life/life.ts';
import type { Standing, Tree } from '../entities.ts';
import { planOf } from '../plan-of.ts';
import { accuse, moment, note } from '../world.ts';
import type { Life, World } from '../shape/world-shape.ts';

const sha = (goal: GoalId, number: number): string =>
  `${goal.slice(2).padStart(8, '0')}${String(number).padStart(32, 'a')}`;

/** Worktrees that take their time and outlive whoever asked for them. */
export function createSimWorkspaces(life: Life): Workspaces {
  const { world } = life;
  const dice = world.dice.fork();
  /** Something git does: whatever was begun is finished, also when drover is gone. */
  const git = <T>(signal: AbortSignal, act: () => T | Promise<T>): Promise<T> =>
    through(life, async () => {
      signal.throwIfAborted();
      await moment(world, dice.between(1, 300));
      signal.throwIfAborted();
      return act();
    });
  return {
    prepare: (request, signal) => git(signal, () => prepare(world, request)),
    prepareBaseline: (request, _sha, signal) => git(signal, () => ({ path: `/baselines/${request.goal}` })),
    removeBaseline: (_goal, signal) => git(signal, () => undefined),
    listBase: (_request, _sha, signal) => git(signal, () => ['package.json', 'AGENTS.md']),
    readBase: (_request, _sha, path, signal) =>
      git(signal, () => (path === 'package.json' ? '{"scripts":{"test":"node --test"}}' : undefined)),
    checkpoint: (_info, goal, number, signal) => git(signal, () => checkpoint(world, goal, number)),
    restore: (info, goal, to, signal) => git(signal, () => restore(world, info, goal, to)),
    changes: (info, signal) => git(signal, () => changesOf(treeAt(world, info))),
    diff: (_info, _most, signal) => git(signal, () => ''),
    commits: (_info, _since, signal) => git(signal, () => []),
    snapshot: (info, _goal, signal) => git(signal, () => kept(treeAt(world, info))),
    commitAll: (info, commit, signal) => git(signal, () => commitAll(world, info, commit.tree)),
    isSetUp: (_info, _command, signal) => git(signal, () => true),
    markSetUp: (_info, _command, signal) => git(signal, () => undefined),
    // Nobody clears away in these stories.
    inventory: (signal) => git(signal, () => []),
    removeWorktree: (_work, signal) => git(signal, () => ({ bytes: 0 })),
    removeRefs: (_work, _what, signal) => git(signal, () => undefined),
    tidy: (_project, signal) => git(signal, () => undefined),
    deliverBranch: (request, commit, signal) => git(signal, () => deliver(world, request, commit)),
  };
}

function prepare(world: World, request: WorkspaceRequest): WorkspaceInfo {
  const plan = planOf(world, request.goal);
  if (plan.prepareFails) throw new DroverError('BASE_NOT_FOUND', 'no branch “nope”', 'Name one that exists.');
  const baseSha = sha(request.goal, 0);
  const base = { head: baseSha, dirty: false, good: plan.greenOnBase, commits: 0 };
  const tree = world.trees.get(request.goal) ?? {
    ...base,
    path: `/trees/${request.goal}`,
    baseSha,
    checkpoints: new Map(),
    saved: new Map([[baseSha, base]]),
    made: 0,
    delivered: undefined,
  };
  world.trees.set(request.goal, tree);
  return { path: tree.path, branch: request.branch, base: 'main', baseSha };
}

export function treeAt(world: World, { path }: Pick<WorkspaceInfo, 'path'>): Tree {
  const tree = [...world.trees.values()].find((candidate) => candidate.path === path);
  if (tree === undefined) throw new Error(`no worktree at ${path}`);
  return tree;
}

function changesOf(tree: Tree): DiffStat {
  const files = tree.dirty || tree.commits > 0 ? 1 : 0;
  return { files, insertions: files * 3, deletions: 0, untracked: 0, commits: tree.commits };
}

const kept = (tree: Tree): KeptTree => ({
  tree: treeOf(tree),
  changes: changesOf(tree),
  files: changedFiles(tree),
});

const changedFiles = (tree: Tree): ChangedFile[] =>
  tree.dirty || tree.commits > 0
    ? [{ path: 'work.txt', change: 'modified', standing: tree.dirty ? 'uncommitted' : 'committed' }]
    : [];

/** The same files are the same tree, whether they are committed or not. */
const treeOf = ({ head, dirty, good, commits }: Tree): string =>
  `tree ${head} ${commits} ${dirty ? 'dirty' : 'clean'} ${good ? 'good' : 'bad'}`;

function checkpoint(world: World, goal: GoalId, number: number): { sha: string } {
  const tree = world.trees.get(goal);
  if (tree === undefined) throw new Error(`a checkpoint of ${goal} without a worktree`);
  const saved = sha(goal, 1000 + number);
  tree.checkpoints.set(number, saved);
  tree.saved.set(saved, standing(tree));
  return { sha: saved };
}

const standing = ({ head, dirty, good, commits }: Tree): Standing => ({ head, dirty, good, commits });

function restore(world: World, info: WorkspaceInfo, goal: GoalId, to: RestorePoint): void {
  const tree = treeAt(world, info);
  const saved = tree.saved.get(to.kind === 'base' ? tree.baseSha : to.sha);
  if (saved === undefined || goalAt(info) !== goal)
    throw new Error(`${goal}: a return of ${info.path} to what it never was`);
  Object.assign(tree, saved);
  note(world, `${info.branch}: returned to ${to.kind}`);
}

function commitAll(
  world: World,
  info: WorkspaceInfo,
  wanted: string | undefined,
): { sha: string; committed: boolean } {
  const tree = treeAt(world, info);
  // A commit that was cut short is made again; then nothing is open any more, and the tree is named as it was.
  if (wanted !== undefined && tree.dirty && wanted !== treeOf(tree))
    accuse(world, `${goalAt(info)}: ${wanted} is committed, but ${treeOf(tree)} stands there`);
  if (!tree.dirty) return { sha: tree.head, committed: false };
  tree.made += 1;
  tree.commits += 1;
  tree.dirty = false;
  tree.head = sha(goalAt(info), tree.made);
  note(world, `${info.branch}: commit ${tree.made}`);
  return { sha: tree.head, committed: true };
}

const goalAt = (info: WorkspaceInfo): GoalId => info.path.split('/').at(-1) as GoalId;

function deliver(world: World, { goal }: WorkspaceRequest, commit: string): { ref: string } {
  const plan = planOf(world, goal);
  if (plan.deliverFails) throw new DroverError('DELIVERY_FAILED', 'the push was rejected', 'Look at it.');
  const tree = world.trees.get(goal);
  if (tree?.head !== commit) accuse(world, `${goal}: ${commit} was delivered, but the head is ${tree?.head}`);
  if (tree !== undefined) tree.delivered = commit;
  return { ref: `drover/${goal}` };
}
