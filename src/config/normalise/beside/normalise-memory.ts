import type { Project } from '../../../domain/project.ts';
import { durationMs } from '../../../text/read-duration.ts';
import type { Config } from '../../config.ts';
import type { ProjectMemoryInput } from '../../schema/beside/memory-schema.ts';
import type { ConfigFile } from '../../schema/config-file-schema.ts';
import { countOf } from '../../schema/units.ts';

/** When notes are tidied, in milliseconds and goals. */
export const normaliseMemory = ({ memory }: ConfigFile): Config['memory'] => ({
  consolidateEveryMs: durationMs(memory.consolidateEvery) ?? 0,
  consolidateAfter: countOf(memory.consolidateAfter) ?? 1,
});

/** What is done with a project's notes; nothing where notes are switched off as a whole. */
export function projectMemory(input: ProjectMemoryInput, enabled: boolean): Project['memory'] {
  if (!enabled) return { recall: false, extractEvery: 0, consolidate: false };
  const { recall, extract, everyTurns, consolidate } = input;
  return { recall, extractEvery: extract ? (countOf(everyTurns) ?? 0) : 0, consolidate };
}
