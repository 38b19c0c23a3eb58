import type { Commit, CommitResult } from '../../../src/ports/store/goal-store.ts';
import type { PurseShare } from '../../../src/ports/store/registry.ts';
import type { Store } from '../../../src/ports/store/store.ts';

/** A way to be wrong about money, and the title of a check that has to notice. */
export interface RegistryMutant {
  readonly spoil: (store: Store, commit: Commit) => Promise<CommitResult>;
  readonly caughtBy: string;
}

type ChangeShare = (share: PurseShare, index: number) => PurseShare;

/** The same commit with other limits. */
const withLimits = (commit: Commit, change: ChangeShare): Commit => ({
  ...commit,
  reserve: (commit.reserve ?? []).map((row) => ({ ...row, purses: row.purses.map(change) })),
});

const boundless: ChangeShare = ({ key }) => ({ key, limitUsd: 1e9 });

/** Does something after a purse refused. */
const onRefusal =
  (act: (store: Store, commit: Commit) => Promise<unknown>): RegistryMutant['spoil'] =>
  async (store, commit) => {
    const result = await store.commit(commit);
    if (!result.ok && result.reason === 'purse-empty') await act(store, commit);
    return result;
  };

/** Looks into the purses first and writes later, as if nobody else did. */
async function lookThenWrite(store: Store, commit: Commit): Promise<CommitResult> {
  const rows = await store.purses();
  for (const { usd, purses } of commit.reserve ?? []) {
    for (const { key, limitUsd } of purses) {
      const row = rows.find((candidate) => candidate.key === key);
      const leftUsd = limitUsd - (row?.spentUsd ?? 0) - (row?.reservedUsd ?? 0);
      if (usd > leftUsd + 1e-6) return { ok: false, reason: 'purse-empty', purse: key, leftUsd, limitUsd };
    }
  }
  return store.commit(withLimits(commit, boundless));
}

async function reserveThenSettle(store: Store, { reserve, ...commit }: Commit): Promise<CommitResult> {
  const reserved = reserve && (await store.commit({ reserve }));
  return reserved?.ok === false ? reserved : store.commit(commit);
}

const racers = 'fifty racers for one purse never set aside more than it holds';
const noTrace = 'a commit that a purse refuses leaves no trace of any of its parts';

export const registryMutants: Readonly<Record<string, RegistryMutant>> = {
  'the check of purses is removed': {
    spoil: (store, commit) => store.commit(withLimits(commit, boundless)),
    caughtBy: racers,
  },
  'purses are looked at before, not in the commit': { spoil: lookThenWrite, caughtBy: racers },
  'only the first purse of a reservation is looked at': {
    spoil: (store, commit) =>
      store.commit(withLimits(commit, (share, index) => (index === 0 ? share : boundless(share, index)))),
    caughtBy: 'fifty racers for nested purses overdraw none of them, and set nothing aside in a part of them',
  },
  'a full purse counts as overdrawn': {
    spoil: (store, commit) =>
      store.commit(
        withLimits(commit, ({ key, limitUsd }) => ({ key, limitUsd: Math.max(0, limitUsd - 1e-6) })),
      ),
    caughtBy: 'what is spent and set aside by others narrows a purse, to the cent',
  },
  'money is set aside before it is settled': {
    spoil: reserveThenSettle,
    caughtBy: 'what a commit settles is settled before it reserves',
  },
  'a refused commit settles all the same': {
    spoil: onRefusal((store, { settle = [] }) => store.commit({ settle })),
    caughtBy: noTrace,
  },
  'a refused commit sets aside what fits': {
    spoil: onRefusal(async (store, { reserve = [] }) => {
      for (const row of reserve) await store.commit({ reserve: [row] });
    }),
    caughtBy: noTrace,
  },
  'a refused commit writes the goal all the same': {
    spoil: onRefusal((store, { goal }) => store.commit(goal ? { goal } : {})),
    caughtBy: noTrace,
  },
  'a refused commit cools agents down all the same': {
    spoil: onRefusal((store, { cooldowns = [] }) => store.commit({ cooldowns })),
    caughtBy: noTrace,
  },
  'settlements are lost': {
    spoil: (store, { settle: _dropped, ...commit }) => store.commit(commit),
    caughtBy: 'a reservation is set aside in each of its purses, and settled with what it really cost',
  },
  'costs are not remembered': {
    spoil: (store, { settle = [], ...commit }) =>
      store.commit({ ...commit, settle: settle.map(({ id, usd }) => ({ id, usd })) }),
    caughtBy: 'the last fifty costs of a key are remembered, oldest first, apart from those of others',
  },
  'a cool-down that is known stays as it is': {
    spoil: async (store, { cooldowns = [], ...commit }) => {
      const known = new Set((await store.cooldowns(0)).map(({ agent }) => agent));
      return store.commit({ ...commit, cooldowns: cooldowns.filter(({ agent }) => !known.has(agent)) });
    },
    caughtBy: 'a cool-down holds until it is over, and a newer one takes its place, a shorter one, too',
  },
  'amounts are not looked at': {
    spoil: (store, commit) =>
      store.commit({
        ...commit,
        settle: (commit.settle ?? []).map((row) => ({ ...row, usd: Math.min(Math.max(row.usd || 0, 0), 9) })),
      }),
    caughtBy: 'an amount that is none is a bug, and nothing is written',
  },
};
