import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SlackEmulator } from '../slack-emulator/start-slack-emulator.ts';
import { addChannel } from '../slack-emulator/emulator-state.ts';
import { startSlackEmulator } from '../slack-emulator/start-slack-emulator.ts';
import { createHookReceiver, type HookReceiver } from '../hook-receiver/create-hook-receiver.ts';
import { makeRepository } from '../git-repository.ts';
import { endOrphans } from '../whole/processes.ts';
import { answerFile, type Traces } from './agents.ts';
import { createChance, type Chance } from './chance.ts';
import { configOf } from './configuration.ts';
import type { Delivery } from './people/delivery.ts';

export const channel = 'C0GENERAL';

/** The end of a life of drover: when it was ended, when it was gone (epoch milliseconds), and how. */
export interface Death {
  readonly from: number;
  readonly to: number;
  readonly by: 'SIGKILL' | 'SIGTERM';
  /** It was started with `--drain`: a polite end takes its agents along. */
  readonly drain: boolean;
}

/** Everything that outlives drover in a torture: the disk, Slack, and what people remember having asked. */
export interface Stage {
  readonly seed: number;
  readonly chance: Chance;
  readonly folder: string;
  readonly home: string;
  readonly traces: Traces;
  /** The repositories for which goals are given. */
  readonly sources: readonly string[];
  readonly slack: SlackEmulator;
  /** Whom hooks tell. */
  readonly receiver: HookReceiver;
  /** Every request that drover confirmed, with the answer that was seen. */
  readonly deliveries: Delivery[];
  /** What went wrong on the way, in words. */
  readonly violations: string[];
  readonly deaths: Death[];
  /** When lives were ready to work, in epoch milliseconds. */
  readonly awake: number[];
  /** Tags of the turns whose shim was killed. */
  readonly killedShims: Set<string>;
  /** Rises with everything that is sent to drover: a moment worth being killed in. */
  requests: number;
  /** Rises with every agent process that is about to be started. */
  starts: number;
  /** drover is being killed: as long as that lasts there is always work. */
  killing: boolean;
  /** Writes drover's configuration: in it the turns that talk for long last twice that many milliseconds. */
  configure(longMs: number): Promise<void>;
  /** Ends what still runs and removes everything. */
  remove(): Promise<void>;
}

export async function setStage(seed: number): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'drover-torture-'));
  const home = join(folder, 'home');
  const traces = {
    starts: join(folder, 'starts.log'),
    overlaps: join(folder, 'overlaps.log'),
    locks: join(folder, 'locks'),
  };
  const sources = { one: join(folder, 'one'), other: join(folder, 'other') };
  await mkdir(traces.locks);
  await mkdir(home);
  await Promise.all([makeRepository(sources.one), makeRepository(sources.other, { [answerFile]: '0\n' })]);
  const receiver = await createHookReceiver();
  // Slow enough that drover dies in the middle of some.
  receiver.script.push(...Array.from({ length: 2000 }, (_, index) => ({ delayMs: (index % 5) * 700 })));
  const configure = async (longMs: number) => {
    const config = configOf(sources, traces, { told: receiver.url, longMs });
    await writeFile(join(folder, 'drover.config.json'), JSON.stringify(config));
  };
  await configure(4000);
  const slack = await startSlackEmulator();
  addChannel(slack.state, channel, { name: 'general' });
  return {
    seed,
    chance: createChance(seed),
    folder,
    home,
    traces,
    sources: Object.values(sources),
    slack,
    receiver,
    deliveries: [],
    violations: [],
    deaths: [],
    awake: [],
    killedShims: new Set(),
    requests: 0,
    starts: 0,
    killing: false,
    configure,
    remove: async () => {
      await endOrphans(home);
      await slack.close();
      await receiver.close();
      if (process.env['DROVER_TORTURE_KEEP'] === undefined)
        await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}
