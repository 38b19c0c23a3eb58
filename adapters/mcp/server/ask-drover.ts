import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { readLines } from '../line-reader.ts';
import { AnswerLineSchema, longestLine, parseJson, type AnswerLine, type QuestionLine } from '../protocol.ts';
import type { DoorJob } from './job.ts';

/** drover answers a little before this is over; it is for the time in which drover is away. */
const graceMs = 15_000;
/** Between two attempts to reach drover. */
const redialMs = 250;

/**
 * Asks drover, and waits for the answer; while drover is away it is dialled again, with the same call. undefined: it was
 * not to be reached in time.
 */
export async function askDrover(
  job: DoorJob,
  question: Pick<QuestionLine, 'call' | 'ask'>,
  signal: AbortSignal,
): Promise<AnswerLine | undefined> {
  const { tag, token, patienceMs } = job;
  const enough = AbortSignal.any([signal, AbortSignal.timeout(patienceMs + graceMs)]);
  while (!enough.aborted) {
    const answer = await askOnce(job.socket, { tag, token, ...question }, enough);
    if (answer !== undefined) return answer;
    // Rejects only because the time is over.
    await sleep(redialMs, undefined, { signal: enough }).catch(() => undefined);
  }
  return undefined;
}

/** One connection; undefined when it ended without an answer. */
async function askOnce(
  path: string,
  question: QuestionLine,
  signal: AbortSignal,
): Promise<AnswerLine | undefined> {
  const socket = connect({ path, signal });
  // drover is away, or the time is over: `close` follows, and there is no line.
  socket.on('error', () => undefined);
  const next = readLines(socket, longestLine);
  socket.write(`${JSON.stringify(question)}\n`);
  const answer = AnswerLineSchema.safeParse(parseJson((await next()) ?? '')).data;
  if (answer?.is === 'answered') {
    socket.write('{"taken":true}\n');
    // drover hangs up when it has noted that.
    await next();
  }
  socket.destroy();
  return answer;
}
