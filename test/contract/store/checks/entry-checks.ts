import assert from 'node:assert/strict';
import type { Commit, EntryWrite } from '../../../../src/ports/store/goal-store.ts';
import type { Store } from '../../../../src/ports/store/store.ts';
import { reopened, type Check } from '../check.ts';
import {
  goalA,
  goalCommit,
  markOf,
  mustCommit,
  noticeOf,
  postOf,
  progress,
  reasonOf,
  reservationOf,
} from '../samples.ts';

const write = (key: string, value: unknown, expectedVersion = 0): EntryWrite => ({
  key,
  expectedVersion,
  value,
});

const versionOf = async (store: Store, key: string): Promise<number> =>
  (await store.entry(key))?.version ?? 0;

const valuesOf = async (store: Store, prefix: string): Promise<readonly (readonly [string, unknown])[]> =>
  (await store.entries(prefix)).map(({ key, value }) => [key, value]);

/** Writes an entry in place of whatever is there. */
async function put(store: Store, key: string, value: unknown): Promise<void> {
  await mustCommit(store, { entries: [write(key, value, await versionOf(store, key))] });
}

/** Everything a commit could change, for comparing before and after. */
const picture = async (store: Store): Promise<unknown> => ({
  goals: await store.list({}),
  document: await store.load(goalA),
  events: await store.eventsSince(0, 100),
  waiting: await store.pending(),
  mark: await store.seen('d-1'),
  entries: await store.entries(''),
  purses: await store.purses(),
});

async function refusedWhole(store: Store, commit: Commit, reason: string): Promise<void> {
  const before = await picture(store);
  assert.equal(reasonOf(await store.commit(commit)), reason);
  assert.deepEqual(await picture(store), before);
}

const everything = (entries: readonly EntryWrite[]): Commit => ({
  ...goalCommit(goalA, { events: [progress('x')], posts: [postOf('notice', 'n')] }),
  posts: [noticeOf('report')],
  inboxMarks: [markOf('d-1')],
  reserve: [reservationOf('G-1/e1', 1, { day: 5 })],
  entries,
});

export const entryChecks: readonly Check[] = [
  {
    title: 'an entry is written, read, written again and removed',
    run: async ({ store }) => {
      assert.equal(await store.entry('control/drain'), undefined);
      await put(store, 'control/drain', { on: true });
      const first = await versionOf(store, 'control/drain');
      assert.ok(first > 0);
      assert.deepEqual(await store.entry('control/drain'), {
        key: 'control/drain',
        version: first,
        value: { on: true },
      });
      await put(store, 'control/drain', null);
      const second = await store.entry('control/drain');
      assert.ok(second && second.version > first && second.value === null);
      await put(store, 'control/drain', undefined);
      assert.equal(await store.entry('control/drain'), undefined);
      assert.deepEqual(await store.entries(''), []);
    },
  },
  {
    title: 'entries are found by the beginning of their key, in the order of keys',
    run: async ({ store }) => {
      const keys = ['schedule/b', 'template/a', 'schedule/a', 'schedules', 'schedule/é'];
      await mustCommit(store, { entries: keys.map((key) => write(key, key)) });
      assert.deepEqual(
        (await store.entries('schedule/')).map(({ key }) => key),
        ['schedule/a', 'schedule/b', 'schedule/é'],
      );
      assert.equal((await store.entries('')).length, 5);
      assert.deepEqual(await store.entries('none/'), []);
    },
  },
  {
    title: 'a commit that is late for one of its entries leaves no trace of any of its parts',
    run: async ({ store }) => {
      await put(store, 'a', 1);
      const version = await versionOf(store, 'a');
      await refusedWhole(store, everything([write('b', 2), write('a', 2)]), 'entry-conflict');
      await refusedWhole(store, everything([write('a', 2, version + 1)]), 'entry-conflict');
      await refusedWhole(store, everything([write('b', 2, version)]), 'entry-conflict');
      assert.deepEqual(await store.commit({ entries: [write('b', 2), write('a', 2)] }), {
        ok: false,
        reason: 'entry-conflict',
        key: 'a',
      });
      await mustCommit(store, everything([write('b', 2), write('a', 2, version)]));
      assert.deepEqual(await valuesOf(store, ''), [
        ['a', 2],
        ['b', 2],
      ]);
      assert.equal((await store.pending()).length, 2);
    },
  },
  {
    title: 'a commit that is refused for another reason writes no entry',
    run: async ({ store }) => {
      await mustCommit(store, everything([write('a', 1)]));
      await refusedWhole(store, everything([write('b', 2)]), 'already-marked');
      await refusedWhole(store, { ...goalCommit(goalA), entries: [write('b', 2)] }, 'version-conflict');
      const reserve = [reservationOf('G-1/e2', 9, { day: 5 })];
      await refusedWhole(store, { reserve, entries: [write('b', 2)] }, 'purse-empty');
      await refusedWhole(store, { reserve, entries: [write('a', 2)] }, 'entry-conflict');
    },
  },
  {
    title: 'an entry that was removed and written anew does not bear a version that it had',
    run: async ({ store }) => {
      await put(store, 'a', 1);
      const old = await versionOf(store, 'a');
      await put(store, 'a', undefined);
      await put(store, 'a', 2);
      assert.ok((await versionOf(store, 'a')) > old);
      assert.equal(reasonOf(await store.commit({ entries: [write('a', 3, old)] })), 'entry-conflict');
    },
  },
  {
    title: 'of fifty racers for one entry exactly one makes it',
    run: async ({ store }) => {
      const racers = Array.from({ length: 50 }, (_, racer) =>
        store.commit({ entries: [write('claim/x', racer)] }),
      );
      const results = await Promise.all(racers);
      assert.equal(results.filter((result) => result.ok).length, 1);
      const winner = results.findIndex((result) => result.ok);
      assert.deepEqual(await valuesOf(store, 'claim/'), [['claim/x', winner]]);
    },
  },
  {
    title: 'what is done to values of entries afterwards changes nothing',
    run: async ({ store }) => {
      const value = { list: [1] };
      const writing = store.commit({ entries: [write('a', value)] });
      value.list.push(2);
      await writing;
      for (const entry of [await store.entry('a'), ...(await store.entries('a'))]) {
        Object.assign(entry?.value ?? {}, { list: [3] });
      }
      assert.deepEqual(await valuesOf(store, 'a'), [['a', { list: [1] }]]);
    },
  },
  {
    title: 'a key that is none, and an entry that is written twice at once, are bugs and change nothing',
    run: async ({ store }) => {
      const bad = [
        [write('', 1)],
        [write('k'.repeat(201), 1)],
        [write('a', 1), write('a', 2)],
        [write('a', 1n)],
      ];
      for (const entries of bad) await assert.rejects(store.commit(everything(entries)));
      assert.deepEqual(await store.entries(''), []);
      assert.deepEqual(await store.list({}), []);
      await mustCommit(store, { entries: [write('k'.repeat(200), 1)] });
    },
  },
  {
    title: 'entries are still there after opening again, twice, and removed ones are not',
    reopens: true,
    run: async (lab) => {
      await put(lab.store, 'schedule/nightly', { cron: '0 3 * * *', text: 'grüße → 🐄' });
      await put(lab.store, 'gone', 1);
      await put(lab.store, 'nothing', null);
      const before = await lab.store.entries('');
      await put(lab.store, 'gone', undefined);
      const expected = before.filter(({ key }) => key !== 'gone');
      for (const store of [await reopened(lab), await reopened(lab)]) {
        assert.deepEqual(await store.entries(''), expected);
        assert.equal(await store.entry('gone'), undefined);
      }
      const store = await reopened(lab);
      await put(store, 'schedule/nightly', 2);
      assert.deepEqual((await (await reopened(lab)).entry('schedule/nightly'))?.value, 2);
    },
  },
];
