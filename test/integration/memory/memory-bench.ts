import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createMemory } from '../../../adapters/memory/create-memory.ts';
import type { MemoryLimits } from '../../../adapters/memory/memory-state.ts';
import { createRedactor } from '../../../src/log/redact.ts';
import type { Memory } from '../../../src/ports/memory.ts';
import { createSilentLogger } from '../../support/core/silent-logger.ts';
import { git } from '../../support/git-repository.ts';

export const never = new AbortController().signal;
export const author = { goal: 'G-1', message: 'Notes of G-1' };
export const identity = { name: 'drover', email: 'drover@localhost' };
export const day = 24 * 60 * 60 * 1000;

export interface MemoryBench {
  readonly memory: Memory;
  readonly root: string;
  /** The folder of the project `app`. */
  readonly folder: string;
  /** Lets so many milliseconds pass. */
  readonly pass: (ms: number) => void;
  readonly write: (file: string, content: string, goal?: string) => ReturnType<Memory['write']>;
  /** What a person writes into the folder, as if so many milliseconds ago. */
  readonly byHand: (file: string, text: string, agoMs?: number) => Promise<void>;
  readonly read: (file: string) => Promise<string>;
  readonly git: (...args: string[]) => Promise<string>;
  /** Another memory on the same folder, as after a restart. */
  readonly again: () => Memory;
}

/** A memory in a folder of the test's own. */
export async function memoryBench(limits?: MemoryLimits): Promise<MemoryBench> {
  const home = await mkdtemp(join(tmpdir(), 'drover-memory-'));
  onTestFinished(() => rm(home, { recursive: true, force: true, maxRetries: 3 }));
  const root = join(home, 'memory');
  const folder = join(root, 'app');
  let ahead = 0;
  const again = () =>
    createMemory({
      root,
      clock: { now: () => Date.now() + ahead, sleep: () => Promise.resolve() },
      logger: createSilentLogger(),
      identity,
      env: process.env,
      redact: createRedactor(['hunter2-hunter2']),
      ...(limits === undefined ? {} : { limits }),
    });
  const memory = again();
  return {
    memory,
    root,
    folder,
    again,
    pass: (ms) => {
      ahead += ms;
    },
    write: (file, content, goal = 'G-1') =>
      memory.write('app', [{ file, content }], { goal, message: `Notes of ${goal}` }, never),
    byHand: async (file, text, agoMs = 0) => {
      const path = join(folder, file);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
      const at = (Date.now() + ahead - agoMs) / 1000;
      await utimes(path, at, at);
    },
    read: (file) => readFile(join(folder, file), 'utf8'),
    git: (...args) => git(folder, ...args),
  };
}
