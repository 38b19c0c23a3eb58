import { join } from 'node:path';
import { createScratchFolders } from '../../../adapters/home/scratch/scratch-folders.ts';
import { createReaper } from '../../../adapters/process/create-reaper.ts';
import type { VerbWorld } from '../../app/verbs/verb.ts';
import type { Config } from '../../config/config.ts';
import { DroverError } from '../../domain/errors.ts';
import type { Elaborated } from '../../policy/draft/elaborated.ts';
import type { Scratch } from '../../runner/helper/ask-agent.ts';
import { elaborate, type Elaborator } from '../../runner/helper/elaborate.ts';
import type { Tools } from '../../runner/perform/performer.ts';
import type { Runtime } from '../../runner/runtime.ts';

/** Asks for drafts, and ends what is under way when drover goes. */
export interface Elaboration {
  readonly elaborate: VerbWorld['elaborate'];
  readonly stop: () => Promise<void>;
}

/** The helper model, else the configured agents in order, each in an empty folder; nobody where drafts are switched off. */
export function buildElaborate(config: Config, runtime: Runtime, tools: Tools): Elaboration {
  const leaving = new AbortController();
  const underWay = new Map<string, Promise<Elaborated>>();
  const elaborator = elaboratorOf(config, runtime, tools);
  return {
    elaborate: (question, deliveryId) => {
      const asked =
        underWay.get(deliveryId) ??
        elaborate(elaborator, question, leaving.signal).finally(() => underWay.delete(deliveryId));
      underWay.set(deliveryId, asked);
      return asked;
    },
    stop: async () => {
      leaving.abort(new DroverError('SHUTTING_DOWN', 'drover stops', 'Ask again when it is back.'));
      await Promise.allSettled(underWay.values());
    },
  };
}

const elaboratorOf = (config: Config, runtime: Runtime, tools: Tools): Elaborator => ({
  helper: tools.helper,
  agents: config.helpersOff.includes('elaborate') ? [] : [...tools.agents.values()],
  scratch: scratchOf(config, runtime, tools),
  bill: (agent, usage) => tools.bill({ name: agent }, usage),
  logger: runtime.logger,
});

/**
 * Their tags do not begin like those of goals: the worker ends what it finds of earlier lives while people may already
 * ask for drafts. What an earlier life left of drafts ends by its own time limit, or before the first one of this life.
 */
function scratchOf(config: Config, { random, logger }: Runtime, { homeId }: Tools): Scratch {
  const prefix = `${homeId}-drafts/`;
  const open = createScratchFolders(join(config.home, 'drafts'));
  let alone: Promise<unknown> | undefined;
  return {
    open: async () => {
      alone ??= createReaper(logger).reap(prefix, new Set(), new AbortController().signal);
      await alone;
      const session = random.uuid();
      return { ...(await open(session)), session, tag: `${prefix}draft/${session}` };
    },
  };
}
