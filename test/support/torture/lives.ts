import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
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

/**
 * Most deaths come at any time. Some are aimed at the moments in which something is half done: a request has just been
 * sent to drover, or a post has just reached Slack and its confirmation is on its way.
 */
async function fatalMoment(stage: Stage, chance: Chance, meanMs: number): Promise<void> {
  const aim = chance.pick(['any', 'any', 'request', 'post'] as const);
  if (aim === 'any') return pause(chance.exponential(meanMs));
  const tick = aim === 'request' ? () => stage.requests : () => stage.slack.state.calls.length;
  await pause(chance.exponential(meanMs / 2) + meanMs / 2);
  const end = performance.now() + mostMeans * meanMs;
  for (const before = tick(); tick() === before && performance.now() < end;) await pause(1);
  await pause(chance.between(0, aim === 'request' ? 15 : 6));
}
