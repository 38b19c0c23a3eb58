import type { Config } from '../../config/config.ts';
import { principalOf } from '../../domain/actor.ts';
import type { AgentTraits } from '../../domain/rules/agent-traits.ts';
import type { LoopRules } from '../../domain/rules/loop-rules.ts';
import type { GoalDocument } from '../../goal/state.ts';
import { configuredProject } from '../../policy/memory/notes-project.ts';
import { nextPeriodStart, pursesOf } from '../../policy/purses.ts';
import type { Agent } from '../../ports/agent.ts';
import type { HelperLlm } from '../../ports/helper-llm.ts';
import type { Money, Runtime } from '../../runner/runtime.ts';

type Outside = Pick<Runtime, 'store' | 'clock' | 'random' | 'logger'>;

/** What the runner decides by, out of the configuration. */
export const buildRuntime = (
  config: Config,
  { agents, helper }: { readonly agents: ReadonlyMap<string, Agent>; readonly helper: HelperLlm },
  outside: Outside,
): Runtime => ({
  ...outside,
  noticeEveryTurns: config.beacon.everyTurns,
  rules: rulesOf(config, helper),
  agents: new Map([...agents.values()].map((agent) => [agent.name, traitsOf(config, agent)])),
  money: moneyOf(config),
});

const rulesOf = ({ escalation, compaction, session, replay }: Config, helper: HelperLlm): LoopRules => ({
  ...escalation,
  compaction,
  session,
  replay,
  helps: {
    summary: helper.isOn('summary'),
    compact: helper.isOn('compact'),
    memory: helper.isOn('memory'),
  },
});

/** A subscription is not billed by the token; an agent that reports no dollars costs what its price table says. */
function traitsOf(config: Config, agent: Agent): AgentTraits {
  const settings = config.agents[agent.name];
  const counted = agent.capabilities.cost || settings?.price !== undefined;
  return {
    compacts: agent.capabilities.compact,
    costs: settings?.billing !== 'subscription' && counted,
    models: settings?.models ?? [],
  };
}

const moneyOf = ({ purses }: Config): Money => ({
  purses: (goal, now) => pursesOf(purses, whoseMoney(goal), now),
  fullAgainAt: nextPeriodStart,
});

const whoseMoney = ({ spec, origin }: GoalDocument) => ({
  user: spec.person ?? principalOf(spec.dispatcher),
  channel: `${origin.platform}:${spec.origin.channel}`,
  // Tidying notes is paid by the project whose notes they are.
  project: configuredProject(spec.project),
});
