import { DroverError } from '../../../src/domain/errors.ts';
import type { Memory } from '../../../src/ports/memory.ts';

/** Stands for the memory where no project uses one. */
export const noMemory: Memory = {
  recall: async () => [],
  write: async () => ({ written: [], refused: [] }),
  index: async () => '',
  isTouchedSince: async () => false,
  writersSince: async () => [],
  folder: async (project) => {
    throw new DroverError('BUG', `${project} keeps no notes`, 'Please report this.');
  },
  adopt: async (project) => ({ is: 'skipped', why: `${project} keeps no notes` }),
  forget: async () => [],
};
