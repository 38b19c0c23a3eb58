import type { MemoryDisk } from './memory-disk.ts';

/** Holds every sync back until it is let go. */
export function holdSyncs(disk: MemoryDisk): { readonly open: () => void; readonly reached: Promise<void> } {
  const reached = Promise.withResolvers<void>();
  const held = disk.hold;
  const gate = Promise.withResolvers<void>();
  disk.hold = (operation) => {
    if (operation !== 'sync') return undefined;
    reached.resolve();
    return gate.promise;
  };
  return {
    reached: reached.promise,
    open: () => {
      disk.hold = held;
      gate.resolve();
    },
  };
}

/** Whether something is still unanswered after everything that could happen meanwhile has happened. */
export async function isPending(answer: Promise<unknown>): Promise<boolean> {
  let settled = false;
  answer.then(
    () => (settled = true),
    () => (settled = true),
  );
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  return !settled;
}
