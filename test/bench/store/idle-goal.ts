import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { BenchRow } from '../bench-row.ts';
import { inFolder } from '../measure.ts';
import { createGoals, documentOf, openBench } from './bench-store.ts';
import type { Held } from './open-and-weigh.ts';

const goals = 10_000;
const program = join(import.meta.dirname, 'open-and-weigh.ts');

/** Bytes per goal that a store holds after it was opened, in a process of its own. */
const weigh = (): Promise<Held & { readonly text: number }> =>
  inFolder(async (folder) => {
    const store = await openBench(folder);
    await createGoals(store, goals);
    await store.close();
    const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', program, folder]);
    const held: Held = JSON.parse(stdout);
    const text = JSON.stringify(documentOf('G-5000', 1)).length;
    return { heap: held.heap / goals, rss: held.rss / goals, text };
  });

export const idleGoal: readonly BenchRow[] = [
  {
    name: 'an idle goal: heap',
    baseline: 'its document’s JSON text',
    target: { kind: 'at most', value: 1.25 },
    unit: '×',
    run: async () => {
      const { heap, text } = await weigh();
      return { value: heap / text, detail: `${Math.round(heap)} bytes for ${text}` };
    },
  },
  {
    name: 'an idle goal: resident memory',
    baseline: '-',
    target: { kind: 'at most', value: 8 },
    unit: 'KB',
    run: async () => {
      const { rss, text } = await weigh();
      return { value: rss / 1024, detail: `documents of ${text} bytes` };
    },
  },
];
