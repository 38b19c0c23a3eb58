import assert from 'node:assert/strict';
import type { Check } from '../check.ts';
import { goalA, goalB, goalCommit, markOf, mustCommit, reasonOf } from '../samples.ts';

export const inboxChecks: readonly Check[] = [
  {
    title: 'an unknown delivery is unknown',
    run: async ({ store }) => assert.equal(await store.seen('d-1'), undefined),
  },
  {
    title: 'a repeat gets the first answer and writes nothing',
    run: async ({ store }) => {
      await mustCommit(store, { ...goalCommit(goalA), inboxMarks: [markOf('d-1', { text: 'first' })] });
      const repeat = await store.commit({
        ...goalCommit(goalB),
        inboxMarks: [markOf('d-9'), markOf('d-1', { text: 'second' })],
      });
      assert.deepEqual(repeat, {
        ok: false,
        reason: 'already-marked',
        mark: markOf('d-1', { text: 'first' }),
      });
      assert.equal(await store.load(goalB), undefined);
      assert.equal(await store.seen('d-9'), undefined);
    },
  },
  {
    title: 'a repeat hears its first answer even when its version is old and its lease lost',
    run: async ({ store }) => {
      await mustCommit(store, { ...goalCommit(goalA), inboxMarks: [markOf('d-1')] });
      const repeat = { ...goalCommit(goalA, { fence: 1 }), inboxMarks: [markOf('d-1')] };
      assert.equal(reasonOf(await store.commit(repeat)), 'already-marked');
    },
  },
  {
    title: 'of twenty racing repeats one is dealt with and all others hear its answer',
    run: async ({ store }) => {
      const repeats = Array.from({ length: 20 }, (_, answer) =>
        store.commit({ inboxMarks: [markOf('d-1', { answer })] }),
      );
      const results = await Promise.all(repeats);
      const first = results.findIndex((result) => result.ok);
      assert.equal(results.filter((result) => result.ok).length, 1);
      for (const result of results) {
        if (!result.ok && result.reason === 'already-marked')
          assert.deepEqual(result.mark.answer, { answer: first });
      }
      assert.deepEqual((await store.seen('d-1'))?.answer, { answer: first });
    },
  },
];
