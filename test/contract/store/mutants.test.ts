import { describe, expect, it } from 'vitest';
import type { Commit, CommitResult } from '../../../src/ports/store/goal-store.ts';
import type { Store } from '../../../src/ports/store/store.ts';
import type { Lab } from './check.ts';
import { memoryLab } from './labs.ts';
import { entryMutants } from './spoil-entries.ts';
import { registryMutants } from './spoil-registry.ts';
import { complaintOf, storeChecks } from './store.contract.ts';

/** Stands before a good store and makes it behave as if a part of its own were missing. */
type Spoil = (store: Store, commit: Commit) => Promise<CommitResult>;

function withGoal(commit: Commit, changes: Partial<NonNullable<Commit['goal']>>): Commit {
  return commit.goal ? { ...commit, goal: { ...commit.goal, ...changes } } : commit;
}

/** Writes over whatever is there. */
async function ignoreVersion(store: Store, commit: Commit): Promise<CommitResult> {
  for (let tries = 1; ; tries += 1) {
    const stored = commit.goal && (await store.load(commit.goal.id));
    const result = await store.commit(withGoal(commit, { expectedVersion: stored?.version ?? 0 }));
    // A goal that was taken out has no version that could be named.
    if (result.ok || result.reason !== 'version-conflict' || tries > 100) return result;
  }
}

const mutants: Readonly<Record<string, Spoil>> = {
  'the version check is removed': ignoreVersion,
  'the fence check is removed': (store, commit) => {
    if (!commit.goal) return store.commit(commit);
    const { fence: _dropped, ...goal } = commit.goal;
    return store.commit({ ...commit, goal });
  },
  'the check for repeated deliveries is removed': (store, { inboxMarks: _dropped, ...commit }) =>
    store.commit(commit),
  'posts are lost': (store, commit) => store.commit(withGoal(commit, { posts: [] })),
  'events are lost': (store, commit) => store.commit(withGoal(commit, { events: [] })),
  'confirmations are lost': (store, { postsDone: _dropped, ...commit }) => store.commit(commit),
  'revisions of confirmations are not looked at': (store, { postsDone = [], ...commit }) =>
    store.commit({ ...commit, postsDone: postsDone.map((done) => ({ ...done, revision: 1_000 })) }),
};

async function spoiltLab(spoil: Spoil): Promise<Lab> {
  const lab = await memoryLab();
  const { store } = lab;
  return { ...lab, store: { ...store, commit: (commit) => spoil(store, structuredClone(commit)) } };
}

async function complaints(open: () => Promise<Lab>): Promise<readonly string[]> {
  const titles: string[] = [];
  for (const check of storeChecks.filter((candidate) => !candidate.reopens)) {
    if ((await complaintOf(check, open)) !== undefined) titles.push(check.title);
  }
  return titles;
}

describe('the store contract catches broken stores', () => {
  it('finds nothing wrong with a store that is only wrapped', async () => {
    expect(await complaints(() => spoiltLab((store, commit) => store.commit(commit)))).toEqual([]);
  });

  it.each(Object.entries(mutants))('complains when %s', async (_, spoil) => {
    expect(await complaints(() => spoiltLab(spoil))).not.toEqual([]);
  });

  it('names the racers when the version check is removed', async () => {
    const spoil = mutants['the version check is removed'];
    expect(spoil && (await complaints(() => spoiltLab(spoil)))).toEqual(
      expect.arrayContaining(['of fifty racers on one version exactly one wins']),
    );
  });

  it('names the late writer when the fence check is removed', async () => {
    const spoil = mutants['the fence check is removed'];
    expect(spoil && (await complaints(() => spoiltLab(spoil)))).toEqual(
      expect.arrayContaining([
        'the holder writes, a late writer with an older fence is refused, a verb needs none',
      ]),
    );
  });

  it.each(Object.entries({ ...registryMutants, ...entryMutants }))(
    'names the check when %s',
    async (_, { spoil, caughtBy }) => {
      expect(await complaints(() => spoiltLab(spoil))).toContain(caughtBy);
    },
  );
});
