import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, watch, type FSWatcher } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { bareEnvironment, launcher, startDrover, type DroverProcess } from '../../whole/drover-process.ts';
import type { Chance } from '../chance.ts';
import type { Death, Stage } from '../stage.ts';
import { fatalMoment } from './fatal-moment.ts';

const slackEnvironment = ({ slack }: Stage): Record<string, string> => ({
  SLACK_BOT_TOKEN: slack.state.botToken,
  SLACK_SIGNING_SECRET: slack.state.signingSecret,
  SLACK_API_URL: slack.apiUrl,
});

/** A life that nobody disturbs: starts drover and waits until it is ready. */
export const calmLife = (stage: Stage): Promise<DroverProcess> =>
  startDrover({ home: stage.home, cwd: stage.folder, env: slackEnvironment(stage) });

/** Starts drover and kills it at a moment of chance, that many times; in between some lives end politely. */
export async function killAgainAndAgain(stage: Stage, kills: number, startMs: number): Promise<void> {
  const watcher = await watchStarts(stage);
  const chance = stage.chance.fork();
  const killed = () => stage.deaths.filter(({ by }) => by === 'SIGKILL').length;
  try {
    while (killed() < kills && (await liveAndDie(stage, chance, startMs)));
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

/** One life; false when it ended by itself. */
async function liveAndDie(stage: Stage, chance: Chance, startMs: number): Promise<boolean> {
  const drain = chance.unit() < 0.2;
  const by = chance.unit() < (drain ? 0.5 : 0.25) ? 'SIGTERM' : 'SIGKILL';
  const child = launch(stage, drain ? ['--drain'] : []);
  await Promise.race([once(child, 'exit'), fatalMoment(stage, chance, startMs)]);
  if (child.exitCode !== null || child.signalCode !== null) {
    const how = child.exitCode ?? child.signalCode;
    stage.violations.push(`life ${stage.deaths.length + 1} ended by itself with ${how}`);
    return false;
  }
  const from = Date.now();
  await die(stage, child, by);
  stage.deaths.push({ from, to: Date.now(), by, drain });
  return true;
}

/** Longest time in which drover must leave when it is told to, in milliseconds. */
const politeMs = 60_000;

async function die(stage: Stage, child: ChildProcess, by: Death['by']): Promise<void> {
  const gone = once(child, 'exit');
  child.kill(by);
  const over = new AbortController();
  const late = pause(politeMs, 'late', { signal: over.signal }).catch(() => 'gone');
  const answer = await Promise.race([gone, late]);
  over.abort();
  if (answer === 'late') {
    stage.violations.push(`drover did not leave within ${politeMs} ms of ${by}`);
    child.kill('SIGKILL');
    await gone;
  }
  // In the first moments nobody listens to SIGTERM yet.
  if (child.exitCode !== 0 && child.signalCode !== by)
    stage.violations.push(`told to end by ${by}, drover ended with ${child.exitCode ?? child.signalCode}`);
}

/** Without waiting for anything: a start can be killed, too. What it prints goes to `drover.log`. */
function launch(stage: Stage, args: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [launcher, 'start', ...args], {
    cwd: stage.folder,
    env: { ...bareEnvironment(), DROVER_HOME: stage.home, PORT: '0', ...slackEnvironment(stage) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // The banner is printed just before the first look for agents of earlier lives.
  child.stdout.on('data', (text: Buffer) => {
    if (text.includes('http://')) stage.awake.push(Date.now());
  });
  const log = createWriteStream(join(stage.folder, 'drover.log'), { flags: 'a' });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  child.once('close', () => log.end());
  return child;
}
