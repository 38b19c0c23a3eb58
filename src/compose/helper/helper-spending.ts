import type { HelperSpending, HelperSpent } from '../../../adapters/helper-llm/helper-options.ts';
import { addSpent, spentOf } from '../../policy/helper/helper-spent.ts';
import type { Store } from '../../ports/store/store.ts';

const prefix = 'helper/';

/** What the helper model used, kept in the store: one entry a day, and only that of the newest day. */
export const helperSpending = (store: Pick<Store, 'entry' | 'entries' | 'commit'>): HelperSpending => ({
  read: async (day) => spentOf((await store.entry(`${prefix}${day}`))?.value),
  add: (day, used) => add(store, `${prefix}${day}`, used),
});

/** Decided again after a conflict: two answers may come at the same moment. */
async function add(
  store: Pick<Store, 'entry' | 'entries' | 'commit'>,
  key: string,
  used: HelperSpent,
): Promise<void> {
  for (;;) {
    const entry = await store.entry(key);
    const value = addSpent(spentOf(entry?.value), used);
    const others = entry === undefined ? await olderThan(store, key) : [];
    const result = await store.commit({
      entries: [{ key, expectedVersion: entry?.version ?? 0, value }, ...others],
    });
    if (result.ok) return;
    if (result.reason !== 'entry-conflict')
      throw new Error(`unexpected answer of the store: ${result.reason}`);
  }
}

/** Days that are over are of no use any more; dates sort like days. */
const olderThan = async (store: Pick<Store, 'entries'>, key: string) =>
  (await store.entries(prefix))
    .filter((entry) => entry.key < key)
    .map((entry) => ({ key: entry.key, expectedVersion: entry.version, value: undefined }));
