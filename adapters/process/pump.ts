import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

/** Takes a chunk of output. A promise holds the stream back until it settles. */
export type ChunkSink = (chunk: Buffer) => void | Promise<void>;

/** One output of a child on its way to a sink. */
export interface Pump {
  readonly stream: Readable;
  /** Settles when the stream ended; rejects with what the sink threw. */
  readonly done: Promise<void>;
  /** Chunks taken so far, and whether the sink is at work: both show that it is alive. */
  taken: number;
  busy: boolean;
  abandoned: boolean;
}

/** How long an output may be silent after the whole tree is gone before it is given up. */
const silentMs = 250;

/** Carries a stream to the sink, one chunk at a time, so that memory stays bounded. */
export function startPump(stream: Readable, sink: ChunkSink): Pump {
  const started = Promise.withResolvers<void>();
  const pump: Pump = { stream, done: started.promise, taken: 0, busy: false, abandoned: false };
  carry(pump, sink).then(started.resolve, started.reject);
  return pump;
}

async function carry(pump: Pump, sink: ChunkSink): Promise<void> {
  try {
    for await (const chunk of pump.stream as AsyncIterable<Buffer>) {
      pump.taken += 1;
      pump.busy = true;
      await sink(chunk);
      pump.busy = false;
    }
  } catch (error) {
    // Giving a stream up ends the iteration with an error of its own.
    if (!pump.abandoned) throw error;
  }
}

/**
 * Waits for the rest of the output. A process that left the tree may hold the pipe open for ever,
 * so a stream that says nothing for a while is given up.
 */
export async function drainPump(pump: Pump): Promise<void> {
  const ended = pump.done.then(() => true);
  for (;;) {
    const before = pump.taken;
    if (await Promise.race([ended, sleep(silentMs, false)])) return;
    if (pump.busy || pump.taken > before) continue;
    pump.abandoned = true;
    pump.stream.destroy();
    return pump.done;
  }
}
