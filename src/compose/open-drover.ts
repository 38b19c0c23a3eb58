import { acquireOwnership, type Ownership } from '../../adapters/home/owner-lock.ts';
import { createGoalFiles } from '../../adapters/home/goal-files/create-goal-files.ts';
import { openThreadLog } from '../../adapters/home/goal-files/thread-log.ts';
import { homeId } from '../../adapters/home/home-id.ts';
import { prepareHome, type HomePaths } from '../../adapters/home/home-folders.ts';
import { readOrMakeToken } from '../../adapters/home/token.ts';
import type { OpenDoor } from '../../adapters/mcp/door/open-agent-door.ts';
import { openLowdbStore } from '../../adapters/store/lowdb/create-lowdb-store.ts';
import { systemClock } from '../../adapters/system/system-clock.ts';
import { systemRandom } from '../../adapters/system/system-random.ts';
import { createDispatchRate } from '../app/access/dispatch-rate.ts';
import { mayDeliver } from '../app/access/may-deliver.ts';
import { createIntake } from '../app/intake.ts';
import type { VerbWorld } from '../app/verbs/verb.ts';
import { verbTable } from '../app/verbs/table.ts';
import type { Config } from '../config/config.ts';
import type { Platform } from '../domain/actor.ts';
import { createLogger } from '../log/create-logger.ts';
import { createRedactor, type Redactor } from '../log/redact.ts';
import { redactContent } from '../log/redact-content.ts';
import type { Agent } from '../ports/agent.ts';
import type { Attachments } from '../ports/chat/attachments.ts';
import type { Intake } from '../ports/chat/intake.ts';
import type { People } from '../ports/chat/people.ts';
import type { ThreadLog } from '../ports/chat/thread-log.ts';
import type { Logger } from '../ports/logger.ts';
import type { Retention } from '../runner/retention/retention.ts';
import type { Tools } from '../runner/perform/performer.ts';
import type { Runtime } from '../runner/runtime.ts';
import { buildAsking } from './build/build-asking.ts';
import { buildAgents } from './build/build-agents.ts';
import { buildElaborate } from './helper/build-elaborate.ts';
import { buildHelper } from './helper/build-helper.ts';
import { helperSpending } from './helper/helper-spending.ts';
import { buildRetention } from './retention/build-retention.ts';
import { checkTimings } from './recurring/check-timings.ts';
import { buildRuntime } from './build/build-runtime.ts';
import { buildTools } from './build/build-tools.ts';
import { buildWorld } from './build/build-world.ts';
import { installationOf } from './installation-of.ts';
import { buildHooks } from './hooks/build-hooks.ts';
import { buildMemory } from './memory/build-memory.ts';

/** What becomes of running agents when drover goes away: they run on and wait for it, or they are ended. */
export type Leaving = 'run-on' | 'drain';

/** drover with its home owned and its store open, before anything listens or works. */
export interface Opened {
  readonly config: Config;
  readonly logger: Logger;
  readonly ownership: Ownership;
  readonly token: string;
  readonly runtime: Runtime;
  readonly agents: ReadonlyMap<string, Agent>;
  readonly tools: Tools;
  readonly retention: Retention;
  readonly world: VerbWorld;
  readonly intake: Intake;
  /** Whom to ask about people; each platform enters itself before it listens. */
  readonly people: Map<Platform, People>;
  /** Who brings what people send, by platform; filled in by those who connect. */
  readonly senders: Map<Platform, Attachments>;
  /** What was said in the threads of goals. */
  readonly threads: ThreadLog;
  /** Lets agents in that ask questions; open while drover works. */
  readonly openDoor: () => Promise<OpenDoor>;
  /** Removes every secret that this drover knows. */
  readonly redact: Redactor;
  /** Closes the store and gives the home free. */
  readonly close: () => Promise<void>;
}

/**
 * Takes the home, opens the store, and puts the core together.
 * @throws DroverError ANOTHER_DROVER_RUNS, STORE_CORRUPT, STORE_TOO_NEW, CONFIG_INVALID
 */
export async function openDrover(config: Config, leaving: Leaving = 'run-on'): Promise<Opened> {
  checkTimings(config);
  const paths = await prepareHome(config.home);
  const ownership = await acquireOwnership(config.home);
  try {
    return await assemble(config, paths, { ownership, leaving });
  } catch (error) {
    await ownership.release();
    throw error;
  }
}

interface Stay {
  readonly ownership: Ownership;
  readonly leaving: Leaving;
}

async function assemble(config: Config, paths: HomePaths, { ownership, leaving }: Stay): Promise<Opened> {
  const token = config.token ?? (await readOrMakeToken(config.home));
  const secrets = [...config.secrets, token];
  const redact = createRedactor(secrets);
  const logger = createLogger({ ...config.log, secrets, destination: process.stderr });
  const clock = systemClock;
  const id = await homeId(config.home);
  const store = await openLowdbStore({ folder: paths.store, clock, logger });
  const agents = buildAgents({ config, clock, logger });
  const helper = await buildHelper({ config, spending: helperSpending(store), clock, logger, redact });
  const runtime = buildRuntime(config, { agents, helper }, { store, clock, random: systemRandom, logger });
  const asking = await buildAsking(config, runtime, id);
  const people = new Map<Platform, People>();
  const dispatching = { runtime, installation: installationOf(config), people };
  const senders = new Map<Platform, Attachments>();
  const tools = buildTools({
    config,
    clock,
    logger,
    agents,
    helper,
    memory: buildMemory(config, { clock, logger, redact }),
    files: createGoalFiles({ root: paths.files, clock, from: (platform) => senders.get(platform) }),
    hooks: buildHooks(config, dispatching, redact),
    asking: asking.tools,
    mayDeliver: (goal) => mayDeliver(dispatching, goal),
    homeId: id,
    leaveRunning: leaving === 'run-on',
  });
  const threads = openThreadLog(paths.threads);
  const retention = buildRetention(config, runtime, { tools, threads, paths });
  const drafts = buildElaborate(config, runtime, tools);
  const { elaborate } = drafts;
  const dispatchRate = createDispatchRate(config.people.dispatchPerMinute, clock);
  const world = {
    ...buildWorld(config, runtime, tools, agents, retention),
    people,
    dispatchRate,
    elaborate,
  };
  const intake = withoutSecrets(createIntake(world, verbTable), redact);
  const close = async () => {
    await drafts.stop();
    await tools.hooks.outlets.close();
    await store.close();
    await ownership.release();
  };
  const parts = { config, logger, ownership, token, runtime, agents, tools, retention, threads, senders };
  return { ...parts, openDoor: asking.openDoor, people, world, intake, redact, close };
}

/** Answers leave drover as posts do. */
const withoutSecrets =
  (intake: Intake, redact: Redactor): Intake =>
  async (message) => {
    const answer = await intake(message);
    return { ...answer, content: redactContent(answer.content, redact) };
  };
