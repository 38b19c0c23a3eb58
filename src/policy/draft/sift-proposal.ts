import { labelOfCriterion } from '../../domain/acceptance.ts';
import type { AgentFacts, Project } from '../../domain/project.ts';
import type { Proposal } from './proposal.ts';

/** Flags of `run`. */
export type Flags = Readonly<Record<string, boolean | string | number | readonly string[]>>;

export interface Sifted {
  /** What the person gave, and what of the proposal may stand beside it. */
  readonly flags: Flags;
  /** What was left out, and why; for people. */
  readonly notes: readonly string[];
}

export interface SiftInput {
  readonly proposal: Proposal;
  /** What the person typed: never overwritten. */
  readonly given: Flags;
  readonly project: Project;
  readonly agents: Readonly<Record<string, AgentFacts>>;
}

/** One part of a proposal: the flags it adds, or the note that says why not. */
type Part = { readonly flags: Flags } | { readonly note: string };

const nothing: Part = { flags: {} };

/** Takes out of a proposal whatever is unknown here, would weaken a guard, or was decided by the person. */
export function siftProposal(input: SiftInput): Sifted {
  const parts = [ofAcceptance(input), ofPriority(input), ofTurns(input), ofAgent(input)];
  return {
    flags: Object.assign({}, ...parts.map((part) => ('flags' in part ? part.flags : {})), input.given),
    notes: parts.flatMap((part) => ('note' in part ? [part.note] : [])),
  };
}

/** Checks that the operator wrote are not replaced by those that a model thinks of. */
function ofAcceptance({ proposal, given, project }: SiftInput): Part {
  const { acceptance } = proposal;
  if (acceptance.length === 0 || given['accept'] !== undefined || given['no-accept'] === true) return nothing;
  if (typeof project.accept === 'string') return { flags: { accept: acceptance } };
  return {
    note: `the checks of ${project.name} apply (${project.accept.map(labelOfCriterion).join(', ')}); proposed were: ${acceptance.join(', ')}`,
  };
}

/** 3 is what it would be anyway. */
const ofPriority = ({ proposal: { priority }, given }: SiftInput): Part =>
  priority === undefined || priority === 3 || given['priority'] !== undefined
    ? nothing
    : { flags: { priority } };

function ofTurns({ proposal: { turns }, given, project }: SiftInput): Part {
  if (turns === undefined || given['turns'] !== undefined) return nothing;
  const most = project.budget.turns;
  if (most === 0 || turns <= most) return { flags: { turns } };
  return { note: `${turns} turns were proposed; ${project.name} allows ${most}` };
}

function ofAgent({ proposal, given, project, agents }: SiftInput): Part {
  if (given['model'] !== undefined) return nothing;
  if (given['agent'] !== undefined) return ofModel(proposal.model, agents, String(given['agent']), {});
  const { agent } = proposal;
  if (agent === undefined) return ofModel(proposal.model, agents, project.agent, {});
  if (!Object.hasOwn(agents, agent)) return { note: `there is no agent “${agent}”, which was proposed` };
  return ofModel(proposal.model, agents, agent, { agent });
}

/** A model counts only beside the agent whose model it is. */
function ofModel(model: string | undefined, agents: SiftInput['agents'], agent: string, flags: Flags): Part {
  if (model === undefined) return { flags };
  const models = Object.hasOwn(agents, agent) ? (agents[agent]?.models ?? []) : [];
  return models.includes(model) ? { flags: { agent, ...flags, model } } : { flags };
}
