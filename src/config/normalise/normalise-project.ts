import { BudgetSchema, type Budget } from '../../domain/budget.ts';
import type { Project } from '../../domain/project.ts';
import { optional } from '../optional.ts';
import { agentPairOf } from '../schema/agent-pair.ts';
import type { NotifyInput } from '../schema/beside/hook-schema.ts';
import type { BudgetInput, ProjectInput } from '../schema/project-schema.ts';
import { durationMs } from '../../text/read-duration.ts';
import { countOf, dollarsOf } from '../schema/units.ts';
import { hooksOf } from './beside/normalise-hooks.ts';
import { projectMemory } from './beside/normalise-memory.ts';
import { normaliseAccept } from './normalise-criteria.ts';
import { absoluteSource, type Places } from './paths.ts';

export interface ProjectDefaults {
  readonly budget: BudgetInput;
  readonly agent: string;
  /** Whether there are several agents. */
  readonly several: boolean;
  readonly places: Places;
  /** Who else is told of all goals. */
  readonly notify: readonly NotifyInput[];
  /** Whether there are notes at all. */
  readonly memory: boolean;
}

const nobody = { view: [], run: [], approve: [], admin: [] };

/** A project with every default filled in: its own settings, then the installation's, then drover's. */
export function normaliseProject(name: string, input: ProjectInput, defaults: ProjectDefaults): Project {
  return {
    name,
    source: absoluteSource(input.source, defaults.places),
    ...optional('base', input.base),
    accept: normaliseAccept(input.accept),
    ...setupOf(input),
    agent: input.agent ?? defaults.agent,
    ...(isOpen(input, defaults) ? { chooses: true } : {}),
    ...optional('model', input.model),
    fallback: input.fallback.map(agentPairOf),
    budget: normaliseBudget({ ...defaults.budget, ...input.budget }),
    deliver: input.deliver,
    channels: input.channels,
    hooks: hooksOf(input.hooks, defaults.notify),
    memory: projectMemory(input.memory, defaults.memory),
    access: input.access ?? nobody,
  };
}

/** A model is named for an agent: then nothing is to be chosen either. */
const isOpen = (input: ProjectInput, { several }: ProjectDefaults): boolean =>
  several && input.agent === undefined && input.model === undefined;

const setupOf = ({ setup, setupTimeout }: ProjectInput): Pick<Project, 'setup'> =>
  setup === undefined ? {} : { setup: { command: setup, timeoutMs: durationMs(setupTimeout) ?? 0 } };

function normaliseBudget(input: BudgetInput): Budget {
  return BudgetSchema.parse({
    ...optional('turns', convert(input.turns, countOf)),
    ...optional('wallMs', convert(input.time, durationMs)),
    ...optional('costUsd', convert(input.cost, dollarsOf)),
    ...optional('tokens', convert(input.tokens, countOf)),
    ...optional('denies', convert(input.denies, countOf)),
    ...optional('errors', convert(input.errors, countOf)),
    ...optional('overflows', convert(input.overflows, countOf)),
  });
}

type Quantity = string | number;

const convert = (value: Quantity | undefined, to: (value: Quantity) => number | undefined) =>
  value === undefined ? undefined : to(value);
