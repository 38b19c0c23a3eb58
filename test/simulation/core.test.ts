import { expect, test } from 'vitest';
import { simulate, type Report } from './simulate.ts';

const wanted = process.env['SEED'];
const first = Number(wanted ?? 1);
const count = wanted === undefined ? Number(process.env['SEEDS'] ?? 250) : 1;

/** What is wrong and how to see it again; with `SEED` set also everything that happened. Empty when all is well. */
function complaint({ seed, problems, trace }: Report): string {
  if (problems.length === 0) return '';
  const story = wanted === undefined ? [`Replay: SEED=${seed} npx vitest run --project simulation`] : trace;
  return [`seed ${seed}:`, ...problems, ...story].join('\n');
}

test(
  'at whatever moment drover is killed, nothing is lost, nothing is said twice, and every goal comes to its end',
  { timeout: 240_000 },
  async () => {
    for (let seed = first; seed < first + count; seed += 1) {
      expect(complaint(await simulate(seed))).toBe('');
    }
  },
);

test('the same seed plays the same story', async () => {
  const [one, other] = [await simulate(7), await simulate(7)];
  expect(one.trace.length).toBeGreaterThan(20);
  expect(other.trace).toEqual(one.trace);
});

test('the stories are worth their time: drover dies, agents work, people are answered', async () => {
  const reports: Report[] = [];
  for (let seed = 1; seed <= 30; seed += 1) reports.push(await simulate(seed));
  const sum = (name: keyof Report['figures']) =>
    reports.reduce((total, report) => total + report.figures[name], 0);
  expect(sum('lives')).toBeGreaterThan(60);
  expect(sum('turns')).toBeGreaterThan(80);
  expect(sum('posts')).toBeGreaterThan(120);
  const told = reports.flatMap((report) => report.trace).join('\n');
  for (const event of [
    'is killed',
    'is told to stop',
    'goes to somebody else',
    'rate-limited',
    'is cancelled',
    'is paused',
    'is waiting',
    'You may not do that',
  ])
    expect(told).toContain(event);
});
