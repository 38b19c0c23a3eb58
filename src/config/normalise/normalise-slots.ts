import type { SlotCaps } from '../../domain/rules/slot-caps.ts';
import type { AgentConfig } from '../config.ts';
import type { ConfigFile } from '../schema/config-file-schema.ts';
import { countOf } from '../schema/units.ts';

/** How many goals may work at once: all of them, and of each person, project and agent. */
export const normaliseSlots = (
  { concurrency }: ConfigFile,
  agents: Readonly<Record<string, AgentConfig>>,
): SlotCaps => ({
  goals: countOf(concurrency.goals) ?? 1,
  perUser: countOf(concurrency.perUser) ?? 0,
  perProject: countOf(concurrency.perProject) ?? 0,
  agents: Object.fromEntries(Object.values(agents).map(({ name, maxConcurrent }) => [name, maxConcurrent])),
});
