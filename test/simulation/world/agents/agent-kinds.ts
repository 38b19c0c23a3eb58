import type { AgentTraits } from '../../../../src/domain/rules/agent-traits.ts';
import type { AgentCapabilities } from '../../../../src/ports/agent.ts';

/** One sort of agent, by what its figures cover and what it can do. */
export interface SimAgentKind extends AgentTraits {
  readonly name: string;
  /**
   * `cost-total`: tokens of the turn, dollars of the session. `totals`: tokens of the session, no dollars.
   * `turn`: everything of the turn.
   */
  readonly figures: 'cost-total' | 'totals' | 'turn';
  /** It chooses the id of a new session by itself. */
  readonly namesSessions: boolean;
  /** It tells how large its context is, and its window. */
  readonly tellsContext: boolean;
}

/** The agents that every simulated drover knows. */
export const agentKinds: readonly SimAgentKind[] = [
  {
    name: 'claude',
    figures: 'cost-total',
    namesSessions: false,
    tellsContext: true,
    compacts: true,
    costs: true,
  },
  {
    name: 'codex',
    figures: 'totals',
    namesSessions: true,
    tellsContext: true,
    compacts: false,
    costs: false,
  },
  { name: 'pi', figures: 'turn', namesSessions: false, tellsContext: false, compacts: true, costs: true },
];

/** Tokens that fit into every context here. */
export const contextWindow = 200_000;

export const traits: ReadonlyMap<string, AgentTraits> = new Map(
  agentKinds.map(({ name, compacts, costs }) => [name, { compacts, costs }]),
);

/** What such an agent tells of itself. */
export const capabilitiesOf = ({
  figures,
  namesSessions,
  costs,
  compacts,
}: SimAgentKind): AgentCapabilities => ({
  sessionIdUpFront: !namesSessions,
  resume: true,
  usageScope: figures === 'turn' ? 'turn' : 'session',
  cost: costs,
  permission: 'none',
  turnCap: false,
  budgetCap: false,
  midTurn: false,
  interrupt: true,
  compact: compacts,
  plan: false,
  mcp: false,
});
