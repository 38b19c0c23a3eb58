import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addPost, confirmPost, inOrder } from '../../../../../adapters/store/shared/outbox-table.ts';
import { emptyTables, type Tables } from '../../../../../adapters/store/shared/tables.ts';
import { postOf } from '../../../../contract/store/samples.ts';
import type { Post } from '../../../../../src/domain/post.ts';

type Step =
  | { readonly kind: Post['kind']; readonly key: number }
  | { readonly confirm: number; readonly revision: number; readonly refused: boolean };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constantFrom('root', 'card', 'notice'), key: fc.nat(3) }),
  fc.record({ confirm: fc.nat(3), revision: fc.integer({ min: 1, max: 4 }), refused: fc.boolean() }),
);

function take(tables: Tables, each: Step, n: number): void {
  if ('kind' in each) {
    addPost(tables, postOf(each.kind, `${each.kind}-${each.key}`, `words ${n}`), { n, at: n });
    return;
  }
  const result = each.refused ? { refused: 'no' } : { messageId: `m${n}` };
  for (const kind of ['root', 'card', 'notice']) {
    confirmPost(tables, { key: `${kind}-${each.confirm}`, revision: each.revision, result }, { n, at: n });
  }
}

const steps = fc.array(step, { maxLength: 60 });

describe('the outbox, whatever is said and confirmed in any order', () => {
  it('has each key waiting or said, never both', () => {
    fc.assert(
      fc.property(steps, (sequence) => {
        const tables = emptyTables();
        sequence.forEach((each, n) => take(tables, each, n));
        for (const key of tables.waiting.keys()) expect(tables.said.has(key)).toBe(false);
      }),
    );
  });

  it('never gives two rows one place, and offers them in the order in which their content came', () => {
    fc.assert(
      fc.property(steps, (sequence) => {
        const tables = emptyTables();
        sequence.forEach((each, n) => take(tables, each, n));
        const rows = inOrder(tables.waiting.values());
        expect(rows.map((row) => row.at)).toEqual(rows.map((row) => row.at).toSorted((a, b) => a - b));
        expect(new Set(rows.map((row) => row.order)).size).toBe(rows.length);
      }),
    );
  });

  it('only ever raises a revision, says a notice once, and never a refused one again', () => {
    fc.assert(
      fc.property(steps, (sequence) => {
        const tables = emptyTables();
        const revisions = new Map<string, number>();
        const ended = new Set<string>();
        sequence.forEach((each, n) => {
          take(tables, each, n);
          for (const [key, row] of tables.waiting) {
            expect(row.revision).toBeGreaterThanOrEqual(revisions.get(key) ?? 1);
            expect(ended.has(key)).toBe(false);
            revisions.set(key, row.revision);
          }
          for (const { key, kind, result } of tables.said.values()) {
            if (kind !== 'card' || 'refused' in result) ended.add(key);
          }
        });
      }),
    );
  });
});
