import { join } from 'node:path';
import { ownIdentity } from '../../../adapters/home/process-identity.ts';
import { createMemory } from '../../../adapters/memory/create-memory.ts';
import type { Config } from '../../config/config.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Memory } from '../../ports/memory.ts';
import type { MemoryKeeper } from '../../runner/memory/memory-keeper.ts';
import type { Runtime } from '../../runner/runtime.ts';

interface Parts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly redact: (text: string) => string;
}

/** Notes under `memory` in drover's home. */
export const buildMemory = (config: Config, parts: Parts): Memory =>
  createMemory({
    ...parts,
    root: join(config.home, 'memory'),
    identity: config.identity,
    env: config.operatorEnvironment,
  });

/** Who has notes tidied, in this life of drover. */
export async function buildMemoryKeeper(
  config: Config,
  runtime: Runtime,
  memory: Memory,
): Promise<MemoryKeeper> {
  const { bootId, pid } = await ownIdentity();
  const projects = Object.values(config.projects).filter((project) => project.memory.consolidate);
  return { runtime, memory, rules: config.memory, projects, life: { bootId, pid } };
}
