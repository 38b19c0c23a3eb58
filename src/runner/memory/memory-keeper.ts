import type { Project } from '../../domain/project.ts';
import type { ConsolidationRules } from '../../policy/memory/consolidation.ts';
import type { Life } from '../../policy/memory/tidying-state.ts';
import type { Memory } from '../../ports/memory.ts';
import type { Runtime } from '../runtime.ts';

/** Who has notes tidied. */
export interface MemoryKeeper {
  readonly runtime: Runtime;
  readonly memory: Memory;
  readonly rules: ConsolidationRules;
  /** Those whose notes are tidied. */
  readonly projects: readonly Project[];
  /** This life of drover. */
  readonly life: Life;
}
