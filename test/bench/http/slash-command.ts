import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { EmulatorState } from '../../support/slack-emulator/emulator-state.ts';
import { until } from '../../support/until.ts';
import { makeInstallation } from '../../support/whole/installation.ts';
import { aliceId, openWorkspace, typed } from '../../support/whole/slack.ts';
import type { BenchRow, Measured } from '../bench-row.ts';
import { median } from '../measure.ts';
import { pacedLoad } from './paced-load.ts';

const bolt = fileURLToPath(new URL('./bolt-receiver.ts', import.meta.url));
const rounds = 5;
/** A goal that is paused already: the answer needs the goal, and is stored for repeats before it goes out. */
const load = { perSecond: 500, seconds: 2, text: 'pause G-1' };
const warmUp = { ...load, seconds: 1 };

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
const medianAt = (runs: readonly (readonly number[])[], share: number): number =>
  median(runs.map((sorted) => at(sorted, share)));

async function compare(): Promise<Measured> {
  const [installation, workspace] = await Promise.all([makeInstallation(), openWorkspace()]);
  const { state } = workspace;
  const drover = await installation.start({ ...workspace.env('http'), LOG_LEVEL: 'warn' });
  const ours = `${drover.url}/slack/events`;
  const baseline = await startBolt(state);
  try {
    await pausedGoal(state, ours);
    const [mine, theirs]: [(readonly number[])[], (readonly number[])[]] = [[], []];
    for (const endpoint of [ours, baseline.endpoint]) await pacedLoad(state, endpoint, warmUp);
    for (let round = 0; round < rounds; round += 1) {
      mine.push(await pacedLoad(state, ours, load));
      theirs.push(await pacedLoad(state, baseline.endpoint, load));
    }
    const [value, bare] = [medianAt(mine, 0.99), medianAt(theirs, 0.99)];
    const middle = `p50 ${medianAt(mine, 0.5).toFixed(1)} against ${medianAt(theirs, 0.5).toFixed(1)}`;
    return { value: value / bare, detail: `${value.toFixed(1)} ms against ${bare.toFixed(1)} ms; ${middle}` };
  } finally {
    baseline.stop();
    await installation.remove();
    await workspace.close();
  }
}

async function pausedGoal(state: EmulatorState, endpoint: string): Promise<void> {
  await typed(state, { endpoint }, aliceId, 'run make the failing cart tests pass');
  await until('the goal to be paused', async () => {
    const seen = await typed(state, { endpoint }, aliceId, load.text);
    return seen.includes('already paused') ? true : undefined;
  });
}

async function startBolt({ signingSecret }: EmulatorState): Promise<{ endpoint: string; stop: () => void }> {
  const child = spawn(process.execPath, [bolt, signingSecret], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  const endpoint = `http://127.0.0.1:${Number(port.toString('utf8').trim())}/slack/events`;
  return { endpoint, stop: () => void child.kill('SIGKILL') };
}

export const slashCommand: BenchRow = {
  name: 'slash command, signature to durable answer, 500/s, p99',
  baseline: 'Bolt’s HTTP receiver doing nothing',
  target: { kind: 'at most', value: 1.5 },
  unit: '×',
  run: compare,
};
