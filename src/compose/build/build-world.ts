import { createCalendar } from '../../../adapters/calendar/create-calendar.ts';
import type { VerbWorld } from '../../app/verbs/verb.ts';
import type { Config } from '../../config/config.ts';
import type { Agent } from '../../ports/agent.ts';
import { evictOlder } from '../../runner/retention/run-retention.ts';
import type { Retention } from '../../runner/retention/retention.ts';
import { purgeGoal } from '../../runner/retention/purge-goal.ts';
import type { Tools } from '../../runner/perform/performer.ts';
import type { Runtime } from '../../runner/runtime.ts';
import { installationOf } from '../installation-of.ts';
import { logTail, rawTail } from './log-tail.ts';

/** Milliseconds that an agent may take to say its version. */
const probeMs = 10_000;

/** What the verbs may see and do. */
export function buildWorld(
  config: Config,
  runtime: Runtime,
  tools: Tools,
  agents: ReadonlyMap<string, Agent>,
  retention: Retention,
): Omit<VerbWorld, 'elaborate'> {
  const never = new AbortController().signal;
  return {
    runtime,
    installation: installationOf(config),
    calendar: createCalendar(),
    probe: async (name) => {
      const agent = agents.get(name);
      return agent === undefined
        ? { ok: false, problem: 'not configured' }
        : agent.probe(AbortSignal.timeout(probeMs));
    },
    diff: async (goal, maxBytes) =>
      goal.workspace === undefined ? '' : tools.workspaces.diff(goal.workspace, maxBytes, never),
    logTail: (goal, lines) => logTail(config.home, tools.turnLog, goal, lines),
    evict: (olderMs) => evictOlder(retention, olderMs, never),
    purge: (goal, marks) => purgeGoal({ retention, memory: tools.memory, marks }, goal, never),
    doctor: async (place) => {
      // Rarely asked for, and it needs much.
      const { doctorOfChat } = await import('../doctor/doctor-of-chat.ts');
      return doctorOfChat(config, place);
    },
    digest: tools.digest,
    rawTail: (goal, lines, of) => rawTail({ home: config.home, turnLog: tools.turnLog }, goal, lines, of),
  };
}
