import { expect, test } from 'vitest';
import { simulate, type Report } from './simulate.ts';

const wanted = process.env['SEED'];
const first = Number(wanted ?? 1);
const count = wanted === undefined ? Number(process.env['SEEDS'] ?? 120) : 1;

// Aborts are values here, thousands of them; nobody reads where they came from.
if (wanted === undefined) Error.stackTraceLimit = 0;

/** What is wrong and how to see it again; with `SEED` set also everything that happened. Empty when all is well. */
function complaint({ seed, problems, trace }: Report): string {
  if (problems.length === 0) return '';
  const story = wanted === undefined ? [`Its story: npm run simulate -- --seed ${seed}`] : trace;
  return [`seed ${seed}:`, ...problems, ...story].join('\n');
}

/** Everything that has to happen in these stories, or they would prove nothing about it. */
const worthTelling: Readonly<Record<string, RegExp>> = {
  'drover is killed': /life \d+ is killed/,
  'drover is told to stop': /is told to stop$/m,
  'agents are taken along': /is told to stop, and to take the agents along/,
  'the disk is full': /has no room on its disk$/m,
  'the disk lies about what it wrote': /has no room on its disk, it says/,
  'the machine goes down': /the machine goes down/,
  'a lease is stolen': /goes to somebody else/,
  'a shim is killed': /its shim is killed/,
  'an agent ends alone': /nobody watches it any more/,
  'an end is seen by nobody': /: ends, unseen/,
  'a vendor refuses': /failed rate-limited/,
  'another agent takes over': /takes over/,
  'a goal sleeps': / is sleeping/,
  'a sleeper is woken': /is awake/,
  'an agent is silent': /nothing has been heard/,
  'a session is compacted': /the session was compacted/,
  'a compaction fails': /could not be compacted/,
  'a purse is empty': /waits for money/,
  'a budget is asked for': /is waiting/,
  'a request is granted': /approve R-\w+ → .*(?:more|goes on)/,
  'a request is denied': /deny R-\w+ → .*(?:ends with|goes on without)/,
  'a turn is stopped': /stop .*→ Turn .* is being ended/,
  'a stop comes too late': /stop .*→ .* pauses before its next turn/,
  'a turn is interrupted': /say --now .*→ M-\d+ is queued/,
  'a goal is continued': /continue .*→ .* begins its run/,
  'a goal is begun anew': /retry .*→ .* begins its run/,
  'a worktree goes back': /the worktree is back/,
  'somebody is refused': /You may not do that/,
  'a goal is cancelled': / is cancelled/,
  'a goal is exhausted': / is exhausted/,
  'a goal is escalated': / is escalated/,
  'people are asked again': /notice\/\d+ “G-\d+ still waits for an answer/,
  'somebody is asked alone': /rung\/\S+ “G-\d+ still waits for an answer/,
  'operators cannot be asked': /rung\/\S+ was not said: is_archived/,
  'a card is replaced': /chat: G-\d+\/card\/\d+ /,
};

test(
  'whatever happens to drover, nothing is lost, nothing is done or said twice, and every goal comes to its end',
  { timeout: 30_000 + count * 1000 },
  async () => {
    const stories: string[] = [];
    for (let seed = first; seed < first + count; seed += 1) {
      const report = await simulate(seed);
      expect(complaint(report)).toBe('');
      stories.push(report.trace.join('\n'));
    }
    const untold = Object.entries(worthTelling).filter(
      ([, words]) => !stories.some((story) => words.test(story)),
    );
    expect(count < 200 ? [] : untold.map(([what]) => what)).toEqual([]);
  },
);

test('the same seed plays the same story', async () => {
  const [one, other] = [await simulate(7), await simulate(7)];
  expect(one.trace.length).toBeGreaterThan(20);
  expect(other.trace).toEqual(one.trace);
});
