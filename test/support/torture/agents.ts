/** Where the scripted agents of a torture leave traces that drover cannot tidy away. */
export interface Traces {
  /** One line for every process that was started: its tag. */
  readonly starts: string;
  /** One line for every start that found another agent of the same goal alive. */
  readonly overlaps: string;
  /** A lock file for each goal, held as long as anything of its agent lives. */
  readonly locks: string;
}

export const answerFile = 'answer.txt';
export const wrongAnswer = '41\n';
export const rightAnswer = '42\n';

/** Passes when the right answer is in the worktree. */
export const acceptance = `grep -qx 42 ${answerFile}`;

/** Agents that report what they use, turn by turn or as running totals, and the tokens of each turn that they finish. */
export const countingAgents = { long: 30, totals: 30 } as const;
const thirdOfTurn = { usage: { input: 7, output: 3, costUsd: 0.001 } };

const write = (text: string) => ({ edit: { path: answerFile, write: text } });

/**
 * Notes the start, takes the goal's lock, and leaves a process behind that holds it: the lock is free again only when
 * the whole tree is gone, and a tree that drover forgot is found by its tag.
 */
const begin = ({ starts, overlaps, locks }: Traces) => ({
  run: [
    `echo "$DROVER_TURN" >> ${starts}`,
    `exec 9>> "${locks}/$(echo "$DROVER_TURN" | cut -d/ -f2)"`,
    `flock -n 9 || echo "$DROVER_TURN" >> ${overlaps}`,
    'sleep 600 &',
  ].join('; '),
});

/** The last words repeat the prompt, so that the turn's row shows which messages arrived. */
const echo = { say: 'I was told: {{prompt}} – that was all.' };
const sleepWish = '{"__drover_sleep__": true, "duration_ms": 1000, "reason": "it takes its time"}';

/** Milliseconds between two signs of life. */
const everyMs = 250;

/**
 * Scripts that take a second turn, meet a vendor's limit, ask a person, ask to be woken later, count in totals, or talk for so long
 * that drover dies meanwhile, more than once.
 * @param longMs how long half a long turn lasts: longer than a start of drover, so that it may still be at work when the next one is awake
 */
export function agentsOf(traces: Traces, longMs: number): Readonly<Record<string, object>> {
  const start = begin(traces);
  const ticks = { tick: { everyMs, times: Math.ceil(longMs / everyMs) } };
  const wrong = [start, { delayMs: 150 }, write(wrongAnswer), { delayMs: 100 }, echo];
  const right = [start, { delayMs: 150 }, write(rightAnswer), { delayMs: 100 }, echo];
  const limit = { kind: 'rate-limited', message: 'too many requests', retryAfterMs: 400 };
  const counted = [thirdOfTurn, thirdOfTurn, { delayMs: 300 }, thirdOfTurn];
  const long = [thirdOfTurn, ticks, { say: 'Still.' }, thirdOfTurn, ticks, thirdOfTurn];
  const scripts = {
    'two-turns': { turns: [wrong, right] },
    limited: { turns: [[start, { delayMs: 100 }, { fail: limit }], right] },
    sleeper: { turns: [[start, { say: `I was told: {{prompt}}\n${sleepWish}` }], right] },
    totals: {
      totals: true,
      turns: [
        [...wrong, ...counted],
        [...right, ...counted],
      ],
    },
    asker: {
      turns: [
        [start, { say: 'I was told: {{prompt}}' }, { ask: { question: 'May I write the answer down?' } }],
        right,
      ],
    },
    long: { turns: [[start, { say: 'Thinking.' }, ...long, write(rightAnswer), echo]] },
  };
  return Object.fromEntries(
    Object.entries(scripts).map(([name, script]) => [name, { kind: 'scripted', script }]),
  );
}
