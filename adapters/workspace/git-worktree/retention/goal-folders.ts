import { readdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import { GoalIdSchema } from '../../../../src/domain/ids.ts';
import type { GoalId } from '../../../../src/domain/ids.ts';
import { worktreePath } from '../mirror/mirror-path.ts';
import { findAdmin, kindOf, namesIn, readText } from '../tree/admin-folder.ts';

/** A goal that this drover has prepared: its mirror holds a record of it. Nothing is done for one without. */
export interface MarkedGoal {
  readonly goal: GoalId;
  readonly project: string;
  readonly mirror: string;
}

/** What stands in the folder of the worktrees for one goal. */
export interface GoalFolders {
  /** Its worktree, when it bears drover's mark; a link, or a folder of somebody else's, does not. */
  readonly worktree?: string;
  /** What was moved aside, leftovers of a baseline, and worktrees whose removal was cut short. */
  readonly kept: readonly string[];
}

/** Every goal with a record. Folders under `repos/` that are no mirrors, or links, are passed over. */
export async function markedGoals(home: string): Promise<readonly MarkedGoal[]> {
  const repos = path.join(home, 'repos');
  const goals: MarkedGoal[] = [];
  for (const name of await namesIn(repos)) {
    const [mirror, project] = [path.join(repos, name), projectOf(name)];
    if (project === undefined || (await kindOf(mirror)) !== 'folder') continue;
    for (const record of await namesIn(path.join(mirror, 'drover'))) {
      const goal = record.endsWith('.json') ? goalCalled(record.slice(0, -'.json'.length)) : undefined;
      if (goal !== undefined) goals.push({ goal, project, mirror });
    }
  }
  return goals;
}

/** The record of one goal. */
export const findMarked = async (home: string, goal: string): Promise<MarkedGoal | undefined> =>
  (await markedGoals(home)).find((marked) => marked.goal === goal);

/** Exactly as drover writes it: `42` and `g-42` are folders of somebody else's. */
const goalCalled = (name: string): GoalId | undefined => GoalIdSchema.safeParse(name).data;

/** The name that `mirrorPath` made the folder of. */
function projectOf(folder: string): string | undefined {
  if (!folder.endsWith('.git')) return undefined;
  try {
    return decodeURIComponent(folder.slice(0, -'.git'.length));
  } catch {
    // No percent-encoding: not a name that drover gave.
    return undefined;
  }
}

/** What was moved aside (`.kept-1`), the baseline, and a worktree that is being removed. */
const besides = /^(.+?)(?:\.removed|\.baseline|(?:\.baseline)?\.kept-\d+)$/;

/** Names in the folder of the worktrees by the goal they belong to, the worktree itself left out. */
export async function keptFolders(home: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const root = path.join(home, 'worktrees');
  const kept = new Map<string, string[]>();
  for (const name of await readdirOrNone(root)) {
    const goal = goalCalled(besides.exec(name)?.[1] ?? '');
    if (goal === undefined) continue;
    kept.set(goal, [...(kept.get(goal) ?? []), path.join(root, name)]);
  }
  return kept;
}

const readdirOrNone = async (folder: string): Promise<readonly string[]> =>
  (await kindOf(folder)) === 'missing' ? [] : await readdir(folder);

/** Where a worktree stands while it is removed: nothing takes it for the goal's any more. */
export const removedPath = (home: string, goal: string): string => `${worktreePath(home, goal)}.removed`;

/** What stands there for a goal with a record. */
export async function goalFolders(
  home: string,
  { goal, mirror }: MarkedGoal,
  kept: ReadonlyMap<string, readonly string[]>,
): Promise<GoalFolders> {
  const worktree = worktreePath(home, goal);
  const isOurs = await isMarked(mirror, worktree);
  return { kept: kept.get(goal) ?? [], ...(isOurs ? { worktree } : {}) };
}

/** The mark is the file `.git` of a worktree: it names the folder in the mirror that git keeps for it, which names it. */
async function isMarked(mirror: string, worktree: string): Promise<boolean> {
  if ((await kindOf(worktree)) !== 'folder') return false;
  const link = path.join(worktree, '.git');
  const admin = await findAdmin(mirror, worktree);
  if (admin === undefined || (await kindOf(link)) !== 'file') return false;
  const [, named] = /^gitdir: (.+)\n?$/.exec((await readText(link)) ?? '') ?? [];
  return named !== undefined && (await realPath(named)) === (await realPath(admin));
}

/** git writes down paths without links in them. */
const realPath = (place: string): Promise<string> => realpath(place).catch(() => place);
