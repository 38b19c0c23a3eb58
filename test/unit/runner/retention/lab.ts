import { goalIdOf, type GoalId } from '../../../../src/domain/ids.ts';
import type { EffectId } from '../../../../src/domain/ids.ts';
import type { StoredWork, Workspaces } from '../../../../src/ports/workspace.ts';
import type { Retention } from '../../../../src/runner/retention/retention.ts';
import { createRunnerWorld, type RunnerWorld } from '../../../support/core/runner-world.ts';
import { alice, workspace } from '../../../support/core/sample-goal.ts';

export const never = new AbortController().signal;

export interface RetentionLab extends RunnerWorld {
  readonly retention: Retention;
  /** What was removed, in order: `worktree G-1`. */
  readonly removed: string[];
  readonly works: StoredWork[];
  readonly turns: Map<GoalId, number>;
  /** Called before something is removed. */
  onRemove: (what: string) => void | Promise<void>;
  /** A goal with a worktree of 100 bytes and turns of 10, that ended now; or is still at work. */
  readonly prepared: (state?: 'ended' | 'open') => Promise<GoalId>;
}

const day = 86_400_000;

/** Goals in a store, and things on a disk that is only told of. */
export function openRetentionLab(rules: Partial<Retention['rules']> = {}): RetentionLab {
  const world = createRunnerWorld();
  const works: StoredWork[] = [];
  const turns = new Map<GoalId, number>();
  const removed: string[] = [];
  const remove = async (what: string) => {
    await lab.onRemove(what);
    removed.push(what);
  };
  const workspaces: Partial<Workspaces> = {
    inventory: async () => works,
    async removeWorktree({ goal, bytes }) {
      await remove(`worktree ${goal}`);
      return { bytes };
    },
    tidy: (project) => remove(`loose objects of ${project}`),
    removeRefs: ({ goal }, { branch }) => remove(`refs ${goal}${branch ? ' and branch' : ''}`),
  };
  const lab: RetentionLab = {
    ...world,
    removed,
    works,
    turns,
    onRemove: () => undefined,
    retention: {
      runtime: world.runtime,
      workspaces: workspaces as Workspaces,
      turnFolders: {
        sizes: async () => turns,
        async remove(goal) {
          await remove(`turns ${goal}`);
          return { bytes: turns.get(goal) ?? 0 };
        },
      },
      threads: { remove: (goal) => remove(`thread ${goal}`) },
      rules: { worktreesMs: 7 * day, refsMs: 30 * day, turnsMs: 30 * day, diskBytes: 0, ...rules },
      seen: {},
    },
    async prepared(state = 'ended') {
      const { id } = await world.request();
      const effectId = '1.1' as EffectId;
      await world.happen(id, { type: 'SlotGranted' });
      await world.happen(id, { type: 'WorkspaceReady', effectId, workspace, criteria: [] });
      if (state === 'ended') await world.happen(id, { type: 'CancelWished', by: alice, reason: '' });
      works.push({
        goal: id,
        project: 'shop',
        worktree: `/worktrees/${id}`,
        kept: [],
        bytes: 100,
        hasRefs: true,
      });
      turns.set(id, 10);
      return id;
    },
  };
  return lab;
}

export const unknown = goalIdOf(99);
