import { join } from 'node:path';
import { createClaudeAgent } from '../../../adapters/agents/claude/create-claude-agent.ts';
import { createScriptedAgent } from '../../../adapters/agents/scripted/create-scripted-agent.ts';
import type { AgentConfig, Config } from '../../config/config.ts';
import type { Agent, TurnRequest } from '../../ports/agent.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Logger } from '../../ports/logger.ts';

interface Parts {
  readonly config: Config;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Every configured agent by name. */
export const buildAgents = (parts: Parts): ReadonlyMap<string, Agent> =>
  new Map(Object.values(parts.config.agents).map((agent) => [agent.name, buildAgent(parts, agent)]));

function buildAgent(parts: Parts, agent: AgentConfig): Agent {
  const { home, operatorEnvironment } = parts.config;
  if (agent.home === 'goal') return homePerGoal(parts, agent);
  const operators = operatorEnvironment['HOME'];
  const own = join(home, 'homes', agent.name);
  return factories[agent.kind](
    parts,
    agent,
    agent.home === 'user' && operators !== undefined ? operators : own,
  );
}

/** Kind → how it is made, with the HOME it runs in. */
const factories: Readonly<
  Record<AgentConfig['kind'], (parts: Parts, agent: AgentConfig, home: string) => Agent>
> = {
  claude: ({ config, clock, logger }, agent, home) =>
    createClaudeAgent({
      name: agent.name,
      command: agent.command,
      args: agent.args,
      env: environmentOf(config, agent, home),
      allowedTools: agent.allowedTools,
      deniedTools: agent.deniedTools,
      addDirs: agent.addDirs,
      clock,
      logger,
      ...patienceWith(agent),
      ...(agent.systemPrompt === undefined ? {} : { systemPrompt: agent.systemPrompt }),
    }),
  scripted: ({ config, clock, logger }, agent, home) =>
    createScriptedAgent({
      name: agent.name,
      script: agent.script === undefined ? { file: agent.args[0] ?? '' } : { inline: agent.script },
      env: environmentOf(config, agent, home),
      clock,
      logger,
      ...patienceWith(agent),
    }),
};

/** How long it may be silent, and how long it goes on by itself. */
const patienceWith = ({ silenceAfterMs, orphanGraceMs }: AgentConfig) => ({
  silenceMs: silenceAfterMs,
  bounds: { orphanGraceMs },
});

/** The allow-list, a HOME, and what the configuration names for this agent; nothing of drover's own. */
const environmentOf = (config: Config, agent: AgentConfig, home: string): Record<string, string> => ({
  ...config.childEnvironment,
  HOME: home,
  ...agent.env,
});

/** An agent that keeps nothing from one goal to the next: its HOME is named after the goal in the turn's tag. */
function homePerGoal(parts: Parts, agent: AgentConfig): Agent {
  const homes = join(parts.config.home, 'homes', agent.name);
  const shared = factories[agent.kind](parts, agent, homes);
  const forGoal = (request: Pick<TurnRequest, 'tag'>) =>
    factories[agent.kind](parts, agent, join(homes, request.tag.split('/').at(1) ?? 'goal'));
  return {
    ...shared,
    runTurn: (request, signal) => forGoal(request).runTurn(request, signal),
    attach: (request, signal) => forGoal(request).attach(request, signal),
  };
}
