import { assertNever } from '../../domain/errors.ts';
import type { PendingEffect } from '../../goal/effects.ts';
import type { GoalEvent } from '../../goal/events.ts';
import { chooseAgent } from './beside/choose-agent.ts';
import { extractMemory } from './beside/extract-memory.ts';
import { runHook } from './beside/run-hook.ts';
import { summariseSession } from './beside/summarise-session.ts';
import { summariseTurn } from './beside/summarise-turn.ts';
import { checkAcceptance } from './acceptance/check-acceptance.ts';
import type { Performance } from './performer.ts';
import { prepareWorkspace } from './prepare-workspace.ts';
import { runBaseline } from './acceptance/run-baseline.ts';
import { runTurn } from './run-turn.ts';
import { commitWork, deliverBranch, makeCheckpoint, restoreWorkspace } from './save-work.ts';

type Common = Omit<Performance, 'effect'>;

/** Each order and who carries it out. */
export function perform(common: Common, effect: PendingEffect): Promise<GoalEvent | undefined> {
  switch (effect.type) {
    case 'PrepareWorkspace':
      return prepareWorkspace({ ...common, effect });
    case 'RunBaseline':
      return runBaseline({ ...common, effect });
    case 'RestoreWorkspace':
      return restoreWorkspace({ ...common, effect });
    case 'MakeCheckpoint':
      return makeCheckpoint({ ...common, effect });
    case 'RunTurn':
      return runTurn({ ...common, effect });
    case 'CheckAcceptance':
      return checkAcceptance({ ...common, effect });
    case 'CommitWork':
      return commitWork({ ...common, effect });
    case 'DeliverBranch':
      return deliverBranch({ ...common, effect });
    case 'ChooseAgent':
      return chooseAgent({ ...common, effect });
    case 'SummariseSession':
      return summariseSession({ ...common, effect });
    case 'SummariseTurn':
      return summariseTurn({ ...common, effect });
    case 'ExtractMemory':
      return extractMemory({ ...common, effect });
    case 'RunHook':
      return runHook({ ...common, effect });
    default:
      return assertNever(effect);
  }
}
