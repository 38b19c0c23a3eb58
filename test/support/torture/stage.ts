import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SlackEmulator } from '../slack-emulator/start-slack-emulator.ts';
import { addChannel } from '../slack-emulator/emulator-state.ts';
import { startSlackEmulator } from '../slack-emulator/start-slack-emulator.ts';
import { makeRepository } from '../git-repository.ts';
import { acceptance, agentsOf, answerFile, type Traces } from './agents.ts';
import { createChance, type Chance } from './chance.ts';
import type { Delivery } from './delivery.ts';

export const channel = 'C0GENERAL';
/** May give goals; the last one may also steer those of others. */
export const people = ['U0ALICE', 'U0CAROL', 'U0BOB'] as const;

/** Everything that outlives drover in a torture: the disk, Slack, and what people remember having asked. */
export interface Stage {
  readonly seed: number;
  readonly chance: Chance;
  readonly folder: string;
  readonly home: string;
  readonly traces: Traces;
  /** Project → its source. */
  readonly sources: Readonly<Record<string, string>>;
  readonly slack: SlackEmulator;
  /** Every request that drover confirmed, with the answer that was seen. */
  readonly deliveries: Delivery[];
  /** What went wrong on the way, in words. */
  readonly violations: string[];
  /** Rises with everything that is sent to drover: a moment worth being killed in. */
  requests: number;
  /** Rises with every agent process that is about to be started. */
  starts: number;
  /** drover is being killed: as long as that lasts there is always work. */
  killing: boolean;
  remove(): Promise<void>;
}

/** Project → agent; two of the three share a source, and so a mirror. */
const projects = { alpha: 'two-turns', beta: 'limited', gamma: 'talkative' } as const;
export const projectNames = Object.keys(projects);

export async function setStage(seed: number): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'drover-torture-'));
  const traces = {
    starts: join(folder, 'starts.log'),
    overlaps: join(folder, 'overlaps.log'),
    locks: join(folder, 'locks'),
  };
  const [one, other] = [join(folder, 'one'), join(folder, 'other')];
  await mkdir(traces.locks);
  await Promise.all([makeRepository(one), makeRepository(other, { [answerFile]: '0\n' })]);
  const sources = { alpha: one, beta: other, gamma: one };
  await writeFile(join(folder, 'drover.config.json'), JSON.stringify(configOf(sources, traces)));
  const slack = await startSlackEmulator();
  addChannel(slack.state, channel, { name: 'general' });
  return {
    seed,
    chance: createChance(seed),
    folder,
    home: join(folder, 'home'),
    traces,
    sources,
    slack,
    deliveries: [],
    violations: [],
    requests: 0,
    starts: 0,
    killing: false,
    remove: async () => {
      await slack.close();
      if (process.env['DROVER_TORTURE_KEEP'] === undefined)
        await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

const configOf = (sources: Readonly<Record<string, string>>, traces: Traces) => ({
  projects: Object.fromEntries(
    Object.entries(projects).map(([name, agent]) => [
      name,
      { source: sources[name], agent, accept: [acceptance] },
    ]),
  ),
  agents: agentsOf(traces),
  access: {
    view: [],
    run: people.slice(0, 2).map((user) => `slack:${user}`),
    approve: people.slice(2).map((user) => `slack:${user}`),
    admin: [],
  },
  beacon: { minSeconds: 0.3, everyTurns: 0 },
});
