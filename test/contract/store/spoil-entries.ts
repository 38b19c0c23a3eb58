import type { Commit, CommitResult } from '../../../src/ports/store/goal-store.ts';
import type { Store } from '../../../src/ports/store/store.ts';
import type { RegistryMutant } from './spoil-registry.ts';

/** Writes over whatever entry is there. */
async function overwrite(store: Store, { entries = [], ...commit }: Commit): Promise<CommitResult> {
  const named = entries.map(async (write) => ({
    ...write,
    expectedVersion: (await store.entry(write.key))?.version ?? 0,
  }));
  return store.commit({ ...commit, entries: await Promise.all(named) });
}

/** Takes out whatever version is there. */
async function takeAny(store: Store, commit: Commit): Promise<CommitResult> {
  const stored = commit.purge && (await store.load(commit.purge.id));
  if (!commit.purge || !stored || commit.goal) return store.commit(commit);
  return store.commit({ ...commit, purge: { ...commit.purge, expectedVersion: stored.version } });
}

/** Ways to be wrong about what is beside the goals, and about goals that go. */
export const entryMutants: Readonly<Record<string, RegistryMutant>> = {
  'entries are lost': {
    spoil: (store, { entries: _dropped, ...commit }) => store.commit(commit),
    caughtBy: 'an entry is written, read, written again and removed',
  },
  'versions of entries are not looked at': {
    spoil: overwrite,
    caughtBy: 'a commit that is late for one of its entries leaves no trace of any of its parts',
  },
  'a late entry is left out and the rest is written': {
    spoil: async (store, commit) => {
      const result = await store.commit(commit);
      if (!result.ok && result.reason === 'entry-conflict') await store.commit({ ...commit, entries: [] });
      return result;
    },
    caughtBy: 'a commit that is late for one of its entries leaves no trace of any of its parts',
  },
  'nothing is ever taken out': {
    spoil: (store, { purge: _dropped, ...commit }) => store.commit(commit),
    caughtBy: 'a goal that is taken out is gone: document, events, what it said and what it had to say',
  },
  'a goal is taken out whatever its version': {
    spoil: takeAny,
    caughtBy: 'a goal is not taken out by whoever does not know its newest version, nor twice',
  },
  'posts of no goal are lost': {
    spoil: (store, { posts: _dropped, ...commit }) => store.commit(commit),
    caughtBy: 'a post of no goal waits beside those of goals, in the order of commits, and is said once',
  },
};
