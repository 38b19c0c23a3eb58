import { z } from 'zod';

/** An agent that could take a goal, and how many goals are at work with it. */
export interface AgentLoad {
  readonly name: string;
  readonly active: number;
}

/**
 * The agent with the fewest active goals; among equals the one that is configured first.
 * @param ahead goals that are chosen for at the same moment and come first: each is counted where it will go, so that
 * goals which begin together do not all run to the same agent
 */
export function leastBusy(agents: readonly AgentLoad[], ahead: number): AgentLoad | undefined {
  let loads = agents;
  for (let before = 0; before < ahead; before += 1) {
    const next = least(loads);
    loads = loads.map((load) => (load === next ? { ...load, active: load.active + 1 } : load));
  }
  return least(loads);
}

const least = (loads: readonly AgentLoad[]): AgentLoad | undefined =>
  loads.reduce<AgentLoad | undefined>(
    (best, load) => (best === undefined || load.active < best.active ? load : best),
    undefined,
  );

/** What the helper model says about which model fits. */
export interface ModelChoice {
  readonly model: string;
  readonly why: string;
}

/** The form of the answer, and what of it can be used: only a model that the agent has. */
export const modelChoiceShape = (models: readonly string[]) => ({
  name: 'model_choice',
  jsonSchema: {
    type: 'object',
    properties: { model: { type: 'string', enum: models }, why: { type: 'string' } },
    required: ['model', 'why'],
    additionalProperties: false,
  },
  parse: (value: unknown): ModelChoice | undefined => {
    const { data } = ChoiceSchema.safeParse(value);
    return data !== undefined && models.includes(data.model) ? data : undefined;
  },
});

const ChoiceSchema = z.object({ model: z.string(), why: z.string().catch('') });
