import assert from 'node:assert/strict';
import { reopened, type Check } from '../check.ts';
import { goalA, goalCommit, mustCommit, noticeOf, postOf, waitingKeys } from '../samples.ts';

const said = (key: string) => ({ postsDone: [{ key, revision: 1, result: { messageId: `m-${key}` } }] });

export const postChecks: readonly Check[] = [
  {
    title: 'a post of no goal waits beside those of goals, in the order of commits, and is said once',
    run: async ({ store }) => {
      await mustCommit(store, goalCommit(goalA, { posts: [postOf('root', 'r')] }));
      await mustCommit(store, { posts: [noticeOf('report/1'), noticeOf('report/2')] });
      await mustCommit(store, {
        ...goalCommit(goalA, { expectedVersion: 1, posts: [postOf('notice', 'n')] }),
        posts: [noticeOf('report/1'), noticeOf('digest')],
      });
      assert.deepEqual(await waitingKeys(store), ['r', 'report/1', 'report/2', 'n', 'digest']);
      assert.equal((await store.pending()).find(({ post }) => post.key === 'digest')?.post.goal, undefined);
      await mustCommit(store, said('report/1'));
      await mustCommit(store, { posts: [noticeOf('report/1')] });
      assert.deepEqual(await waitingKeys(store), ['r', 'report/2', 'n', 'digest']);
      assert.deepEqual(await store.outcome('report/1'), { messageId: 'm-report/1' });
    },
  },
  {
    title: 'whoever listens hears of a post of no goal',
    run: async ({ store }) => {
      const heard: unknown[] = [];
      store.onCommit((change) => heard.push(change));
      await mustCommit(store, { posts: [noticeOf('report')] });
      await mustCommit(store, { entries: [{ key: 'a', expectedVersion: 0, value: 1 }] });
      assert.deepEqual(heard, [{ posts: true }, { posts: false }]);
    },
  },
  {
    title: 'a post of no goal waits, or is known to be said, after opening again',
    reopens: true,
    run: async (lab) => {
      await mustCommit(lab.store, { posts: [noticeOf('one'), noticeOf('two')] });
      await mustCommit(lab.store, said('one'));
      await reopened(lab);
      const store = await reopened(lab);
      assert.deepEqual(await waitingKeys(store), ['two']);
      await mustCommit(store, { posts: [noticeOf('one'), noticeOf('two')] });
      assert.deepEqual(await waitingKeys(store), ['two']);
      assert.deepEqual(await store.outcome('one'), { messageId: 'm-one' });
    },
  },
];
