import { openBench } from './bench-store.ts';

/** Bytes that the store of a folder costs a process. */
export interface Held {
  /** Heap and what hangs on it outside. */
  readonly heap: number;
  readonly rss: number;
}

/** Twice: the first run frees what only the second can collect. */
function weigh(): Held {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heap: heapUsed + external, rss };
}

async function main(folder: string): Promise<void> {
  const before = weigh();
  const store = await openBench(folder);
  const after = weigh();
  await store.close();
  const held: Held = { heap: after.heap - before.heap, rss: after.rss - before.rss };
  process.stdout.write(JSON.stringify(held));
}

if (process.argv[2] !== undefined) await main(process.argv[2]);
