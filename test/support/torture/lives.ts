import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, watch, type FSWatcher } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { bareEnvironment, startDrover, type DroverProcess } from '../whole/drover-process.ts';
import type { Chance } from './chance.ts';
import type { Stage } from './stage.ts';

const launcher = fileURLToPath(new URL('../../../src/launch.js', import.meta.url));

const slackEnvironment = ({ slack }: Stage): Record<string, string> => ({
  SLACK_BOT_TOKEN: slack.state.botToken,
  SLACK_SIGNING_SECRET: slack.state.signingSecret,
  SLACK_API_URL: slack.apiUrl,
});

/** A life that nobody disturbs: starts drover and waits until it is ready. */
export const calmLife = (stage: Stage): Promise<DroverProcess> =>
  startDrover({ home: stage.home, cwd: stage.folder, env: slackEnvironment(stage) });

/** Starts drover and kills it at a moment of chance, that many times. */
export async function killAgainAndAgain(stage: Stage, kills: number, meanLifeMs: number): Promise<void> {
  const watcher = await watchStarts(stage);
  try {
    await killOften(stage, kills, meanLifeMs);
  } finally {
    watcher.close();
  }
}

/** The folder of a turn appears just before its process does. */
async function watchStarts(stage: Stage): Promise<FSWatcher> {
  const turns = join(stage.home, 'turns');
  await mkdir(turns, { recursive: true });
  return watch(turns, { recursive: true }, (_, name) => {
    if (/(?:^|\/)\d+-\d+(?:\/meta\.json)?$/u.test(name ?? '')) stage.starts += 1;
  });
}

async function killOften(stage: Stage, kills: number, meanLifeMs: number): Promise<void> {
  const chance = stage.chance.fork();
  for (let life = 1; life <= kills; life += 1) {
    const child = launch(stage);
    await Promise.race([once(child, 'exit'), fatalMoment(stage, chance, meanLifeMs)]);
    if (child.exitCode !== null || child.signalCode !== null) {
      stage.violations.push(`life ${life} ended by itself with ${child.exitCode ?? child.signalCode}`);
      return;
    }
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }
}

/** Without waiting for anything: a start can be killed, too. What it prints goes to `drover.log`. */
function launch(stage: Stage): ChildProcess {
  const child = spawn(process.execPath, [launcher, 'start'], {
    cwd: stage.folder,
    env: { ...bareEnvironment(), DROVER_HOME: stage.home, PORT: '0', ...slackEnvironment(stage) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = createWriteStream(join(stage.folder, 'drover.log'), { flags: 'a' });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  child.once('close', () => log.end());
  return child;
}

/** Longest wait for an interesting moment, in mean lives. */
const mostMeans = 3;

/** What happens shortly before a moment in which something is half done, and how many milliseconds that may last. */
const aims: Readonly<Record<string, { tick: (stage: Stage) => number; withinMs: number }>> = {
  /** A request was sent to drover. */
  request: { tick: ({ requests }) => requests, withinMs: 15 },
  /** A post has reached Slack, and its confirmation is on its way. */
  post: { tick: ({ slack }) => slack.state.calls.length, withinMs: 6 },
  /** An agent is being started. */
  start: { tick: ({ starts }) => starts, withinMs: 30 },
};

/** Half of the deaths come at any time, the others are aimed. */
async function fatalMoment(stage: Stage, chance: Chance, meanMs: number): Promise<void> {
  const aim = aims[chance.pick(['any', 'any', 'any', 'request', 'post', 'start'])];
  if (aim === undefined) return pause(chance.exponential(meanMs));
  await pause(chance.exponential(meanMs / 2) + meanMs / 2);
  const end = performance.now() + mostMeans * meanMs;
  for (const before = aim.tick(stage); aim.tick(stage) === before && performance.now() < end;) await pause(1);
  await pause(chance.between(0, aim.withinMs));
}
