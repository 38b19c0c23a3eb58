import { noMemory } from '../../support/memory/no-memory.ts';
import type { GoalId } from '../../../src/domain/ids.ts';
import type { DispatchWorld } from '../../../src/app/verbs/run/goal-request.ts';
import { dispatchChained } from '../../../src/compose/hooks/dispatch-chained.ts';
import type { Workspaces } from '../../../src/ports/workspace.ts';
import type { Tools } from '../../../src/runner/perform/performer.ts';
import { agentKinds } from '../world/agents/agent-kinds.ts';
import { createSimAgent } from '../world/agents/sim-agent.ts';
import { createSimEvaluator } from '../world/outside/evaluator.ts';
import { homeId } from '../world/tags.ts';
import { createSimHelper } from '../world/outside/helper.ts';
import { createSimOutlets } from '../world/outside/hook-outlets.ts';
import { createSimTurnFiles } from '../world/outside/turn-files.ts';
import { createSimWorkspaces } from '../world/outside/workspaces.ts';
import { through } from './life.ts';
import { accuse } from '../world/world.ts';
import type { Life, World } from '../world/shape/world-shape.ts';

/** Milliseconds. */
const limits = { turnMs: 90_000, killAfterMs: 1500, stallMs: 20_000 };

/** The outside of one life. */
export function createTools(life: Life, world: DispatchWorld): Tools {
  const known = agentKinds.filter(({ name }) => name !== life.lacks);
  const agents = known.map((kind) => [kind.name, createSimAgent(life, kind)] as const);
  return {
    workspaces: watchWorkspaces(life.world, createSimWorkspaces(life)),
    evaluator: createSimEvaluator(life),
    agents: new Map(agents),
    limits: () => limits,
    bill: (_agent, usage) => usage,
    digest: (text) => String(text.length),
    leaveRunning: !life.drains,
    identity: { name: 'drover', email: 'drover@localhost' },
    homeId,
    turnFolder: async (goal, seq) => `/turns/${goal.id}/${goal.run}-${seq}`,
    turnLog: { begin: () => {}, append: () => {}, tail: async () => '', rawTail: async () => '' },
    files: { folder: (goal) => `/files/${goal}`, bring: async () => [] },
    helper: createSimHelper(life),
    memory: noMemory,
    hooks: {
      outlets: createSimOutlets(life),
      dispatch: (request) => through(life, () => dispatchChained(world, request)),
      secretOf: () => undefined,
    },
    asking: {
      mcpServer: async () => ({ command: '/bin/false', args: [], env: {} }),
      files: createSimTurnFiles(life),
    },
    progressMs: 1000,
    parseCriteria: () => ({ ok: false, problem: 'no project here has a file of its own' }),
  };
}

/** Nobody touches a worktree in which an agent works. */
function watchWorkspaces(world: World, workspaces: Workspaces): Workspaces {
  const alone = (path: string, what: string) => {
    const goal = path.split('/').at(-1) as GoalId;
    for (const { goal: owner, running, tag } of world.processes.values())
      if (owner === goal && running) accuse(world, `${goal}: ${what} while ${tag} works`);
    for (const [tag, check] of world.checks)
      if (check.goal === goal && !check.onBase) accuse(world, `${goal}: ${what} while ${tag} runs`);
  };
  return {
    ...workspaces,
    checkpoint(info, goal, number, signal) {
      alone(info.path, 'a checkpoint');
      return workspaces.checkpoint(info, goal, number, signal);
    },
    restore(info, goal, to, signal) {
      alone(info.path, 'a rollback');
      return workspaces.restore(info, goal, to, signal);
    },
    commitAll(info, commit, signal) {
      alone(info.path, 'a commit');
      return workspaces.commitAll(info, commit, signal);
    },
  };
}
