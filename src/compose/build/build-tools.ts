import { join } from 'node:path';
import { createEvaluator } from '../../../adapters/evaluators/create-evaluator.ts';
import { createGitWorkspaces } from '../../../adapters/workspace/git-worktree/create-git-workspaces.ts';
import { makePrivateFolder } from '../../../adapters/home/home-folders.ts';
import { createTurnLog } from '../../../adapters/home/turn-log.ts';
import { digest } from '../../../adapters/system/digest.ts';
import type { Config } from '../../config/config.ts';
import { parseCriteria } from '../../config/parse/parse-criteria.ts';
import type { GoalDocument } from '../../goal/state.ts';
import type { Agent } from '../../ports/agent.ts';
import type { Clock } from '../../ports/clock.ts';
import type { HelperLlm } from '../../ports/helper-llm.ts';
import type { Memory } from '../../ports/memory.ts';
import type { GoalFiles } from '../../ports/turns/goal-files.ts';
import type { Logger } from '../../ports/logger.ts';
import type { AskTools, HookTools, Tools } from '../../runner/perform/performer.ts';
import { bill } from './bill.ts';

interface Parts {
  readonly config: Config;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly agents: ReadonlyMap<string, Agent>;
  readonly helper: HelperLlm;
  readonly memory: Memory;
  readonly files: GoalFiles;
  readonly hooks: HookTools;
  readonly asking: AskTools;
  readonly mayDeliver: NonNullable<Tools['mayDeliver']>;
  readonly homeId: string;
  readonly leaveRunning: boolean;
}

/** Milliseconds for one git call, also a fetch of a large repository. */
const gitTimeoutMs = 10 * 60 * 1000;
/** Milliseconds between the polite signal and SIGKILL for acceptance commands. */
const checkKillAfterMs = 1500;
const fallbackLimits = { turnMs: 60 * 60 * 1000, killAfterMs: 1500, stallMs: 10 * 60 * 1000 };

/** The outside as the work of goals needs it. */
export function buildTools({ config, clock, logger, agents, ...others }: Parts): Tools {
  const home = join(config.home, 'homes', 'checks');
  return {
    workspaces: createGitWorkspaces({
      home: config.home,
      clock,
      logger,
      gitTimeoutMs,
      env: config.operatorEnvironment,
    }),
    evaluator: createEvaluator({
      childEnv: { ...config.childEnvironment, HOME: home },
      killAfterMs: checkKillAfterMs,
      clock,
      helper: others.helper,
      verifiers: config.verifiers,
    }),
    parseCriteria: (text, file) => parseCriteria(text, file, Object.keys(config.verifiers)),
    agents,
    limits: (name) => {
      const agent = config.agents[name];
      return agent === undefined
        ? fallbackLimits
        : {
            turnMs: agent.turnTimeoutMs,
            killAfterMs: agent.killAfterMs,
            stallMs: agent.stallAfterMs,
          };
    },
    bill: (agent, usage) => bill(config, agent, usage),
    digest,
    identity: config.identity,
    ...others,
    turnFolder: (goal, seq) => makePrivateFolder(turnFolderPath(config.home, goal, seq)),
    turnLog: createTurnLog(logger),
    progressMs: config.beacon.minMs,
  };
}

/** `turns/<goal>/<run>-<seq>` under drover's home. */
export const turnFolderPath = (home: string, goal: GoalDocument, seq: number): string =>
  join(home, 'turns', goal.id, `${goal.run}-${seq}`);
