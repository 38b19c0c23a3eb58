import type { VerbWorld } from '../../app/verbs/verb.ts';
import type { Config } from '../../config/config.ts';
import type { Agent } from '../../ports/agent.ts';
import type { Tools } from '../../runner/perform/performer.ts';
import type { Runtime } from '../../runner/runtime.ts';
import { logTail, rawTail } from './log-tail.ts';

/** Milliseconds that an agent may take to say its version. */
const probeMs = 10_000;

/** What the verbs may see and do. */
export function buildWorld(
  config: Config,
  runtime: Runtime,
  tools: Tools,
  agents: ReadonlyMap<string, Agent>,
): VerbWorld {
  const never = new AbortController().signal;
  return {
    runtime,
    installation: {
      projects: config.projects,
      access: config.access,
      slots: config.concurrency,
      agents: Object.fromEntries(
        Object.values(config.agents).map(({ name, kind, models }) => [name, { name, kind, models }]),
      ),
    },
    probe: async (name) => {
      const agent = agents.get(name);
      return agent === undefined
        ? { ok: false, problem: 'not configured' }
        : agent.probe(AbortSignal.timeout(probeMs));
    },
    diff: async (goal, maxBytes) =>
      goal.workspace === undefined ? '' : tools.workspaces.diff(goal.workspace, maxBytes, never),
    logTail: (goal, lines) => logTail(config.home, tools.turnLog, goal, lines),
    rawTail: (goal, lines) => rawTail(config.home, tools.turnLog, goal, lines),
  };
}
