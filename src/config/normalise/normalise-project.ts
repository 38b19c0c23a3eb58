import { CriterionSchema, type Criterion } from '../../domain/acceptance.ts';
import { BudgetSchema, type Budget } from '../../domain/budget.ts';
import type { Project } from '../../domain/project.ts';
import { optional } from '../optional.ts';
import { agentPairOf } from '../schema/agent-pair.ts';
import type { AcceptInput } from '../schema/criterion-schema.ts';
import type { BudgetInput, ProjectInput } from '../schema/project-schema.ts';
import { durationMs } from '../../text/read-duration.ts';
import { countOf, dollarsOf } from '../schema/units.ts';
import { projectMemory } from './beside/normalise-memory.ts';
import { absoluteSource, type Places } from './paths.ts';

export interface ProjectDefaults {
  readonly budget: BudgetInput;
  readonly agent: string;
  readonly places: Places;
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
    ...optional('model', input.model),
    fallback: input.fallback.map(agentPairOf),
    budget: normaliseBudget({ ...defaults.budget, ...input.budget }),
    deliver: input.deliver,
    channels: input.channels,
    memory: projectMemory(input.memory, defaults.memory),
    access: input.access ?? nobody,
  };
}

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

const normaliseAccept = (accept: AcceptInput): Project['accept'] =>
  typeof accept === 'string' ? accept : accept.map(normaliseCriterion);

function normaliseCriterion(input: Exclude<AcceptInput, string>[number]): Criterion {
  if (typeof input === 'string') return CriterionSchema.parse({ kind: 'shell', command: input });
  if (input.kind !== 'shell') return CriterionSchema.parse(input);
  const { timeout, ...rest } = input;
  return CriterionSchema.parse({ ...rest, ...optional('timeoutMs', convert(timeout, durationMs)) });
}
