import { describe, expect, it } from 'vitest';
import {
  normaliseMemory,
  projectMemory,
} from '../../../../../src/config/normalise/beside/normalise-memory.ts';
import { ProjectMemorySchema } from '../../../../../src/config/schema/beside/memory-schema.ts';
import { ConfigFileSchema } from '../../../../../src/config/schema/config-file-schema.ts';

const off = { recall: false, extractEvery: 0, consolidate: false };

describe('notes in the configuration', () => {
  it('are told, but neither looked for nor tidied, unless somebody asks for it', () => {
    expect(projectMemory(ProjectMemorySchema.parse(undefined), true)).toEqual({ ...off, recall: true });
    expect(
      projectMemory(ProjectMemorySchema.parse({ extract: true, everyTurns: 3, consolidate: true }), true),
    ).toEqual({ recall: true, extractEvery: 3, consolidate: true });
  });

  it('are off in every project when they are off as a whole', () => {
    expect(projectMemory(ProjectMemorySchema.parse({ extract: true, consolidate: true }), false)).toEqual(
      off,
    );
  });

  it('are tidied once a day at most, after five goals', () => {
    expect(normaliseMemory(ConfigFileSchema.parse({}))).toEqual({
      consolidateEveryMs: 24 * 60 * 60 * 1000,
      consolidateAfter: 5,
    });
  });

  it('refuse a key that nobody knows', () => {
    expect(ConfigFileSchema.safeParse({ memory: { enable: true } }).success).toBe(false);
    expect(ConfigFileSchema.safeParse({ memory: { consolidateAfter: 0 } }).success).toBe(false);
  });
});
