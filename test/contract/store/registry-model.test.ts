import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Commit } from '../../../src/ports/store/goal-store.ts';
import { reopened, type Lab, type OpenLab } from './check.ts';
import { killedLab, lowdbLab, memoryLab } from './labs.ts';
import { reasonOf } from './samples.ts';
import { afterCommit, answered, commits, expected, newModel } from './registry-model.ts';

type Step = Commit | 'reopen';

const now = 50;

/** Does all steps to a new store and to the model; answers what each of them said after each step. */
async function play(open: OpenLab, steps: readonly Step[]) {
  const lab = await open();
  try {
    return await compare(lab, steps);
  } finally {
    await lab.dispose();
  }
}

async function compare(lab: Lab, steps: readonly Step[]) {
  let { store } = lab;
  let model = newModel();
  const [told, ought]: [unknown[], unknown[]] = [[], []];
  for (const step of steps) {
    if (step === 'reopen') {
      store = await reopened(lab);
    } else {
      const after = afterCommit(model, step);
      told.push(reasonOf(await store.commit(step)));
      ought.push(after ? 'written' : 'purse-empty');
      model = after ?? model;
    }
    told.push(await answered(store, now));
    ought.push(expected(model, now));
  }
  return { told, ought };
}

const storesThatLast: Readonly<Record<string, OpenLab>> = {
  'journal and lowdb, closed and opened again': () => lowdbLab({ segmentBytes: 600 }),
  'journal and lowdb, killed and opened again': () => killedLab(),
};

describe('the registry, whatever is settled and reserved in any order', () => {
  it('holds what a simple account of every booking holds: memory', async () => {
    const steps = fc.array(commits, { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(steps, async (plan) => {
        const { told, ought } = await play(memoryLab, plan);
        expect(told).toEqual(ought);
      }),
      { numRuns: 200 },
    );
  });

  it.each(Object.entries(storesThatLast))(
    'holds what a simple account of every booking holds: %s',
    async (_, open) => {
      const step = fc.oneof({ arbitrary: commits, weight: 6 }, fc.constant<Step>('reopen'));
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (plan) => {
          const { told, ought } = await play(open, plan);
          expect(told).toEqual(ought);
        }),
        { numRuns: 40 },
      );
    },
  );
});
