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
const echo = { say: 'I was told: {{prompt}}' };

/** Scripts that take a second turn, meet a vendor's limit, or do their work in one go with much talk. */
export function agentsOf(traces: Traces): Readonly<Record<string, object>> {
  const start = begin(traces);
  const wrong = [start, { delayMs: 150 }, write(wrongAnswer), { delayMs: 100 }, echo];
  const right = [start, { delayMs: 150 }, write(rightAnswer), { delayMs: 100 }, echo];
  const limit = { kind: 'rate-limited', message: 'too many requests', retryAfterMs: 400 };
  const scripts = {
    'two-turns': [wrong, right],
    limited: [[start, { delayMs: 100 }, { fail: limit }], right],
    talkative: [[start, { say: 'Thinking.' }, { delayMs: 400 }, { say: 'Still.' }, write(rightAnswer), echo]],
  };
  return Object.fromEntries(
    Object.entries(scripts).map(([name, turns]) => [name, { kind: 'scripted', script: { turns } }]),
  );
}
