import type { Socket } from 'node:net';
import { toError } from '../../../src/domain/errors.ts';
import type { AgentDoor } from '../../../src/ports/agent-door.ts';
import type { Logger } from '../../../src/ports/logger.ts';
import { readLines, type ReadLine } from '../line-reader.ts';
import {
  CredentialsSchema,
  longestLine,
  parseJson,
  QuestionLineSchema,
  TakenLineSchema,
  type AnswerLine,
} from '../protocol.ts';
import { isDoorToken } from './door-token.ts';

interface Serving {
  readonly key: string;
  readonly door: AgentDoor;
  readonly logger: Logger;
  readonly promptMs: number;
}

/** Answers one connection: one question. Never rejects; what the peer does wrong is told to it alone. */
export async function servePeer(serving: Serving, socket: Socket): Promise<void> {
  const gone = new AbortController();
  // A peer that goes away in the middle is no event of ours; `close` follows.
  socket.on('error', () => undefined);
  socket.once('close', () => gone.abort(new Error('the connection is gone')));
  try {
    await serve(serving, socket, gone.signal);
    socket.end();
  } catch (error) {
    if (!gone.signal.aborted)
      serving.logger.error({ err: toError(error) }, 'a question of an agent could not be taken');
    // It will dial again.
    socket.destroy();
  }
}

async function serve(serving: Serving, socket: Socket, signal: AbortSignal): Promise<void> {
  const next = readLines(socket, longestLine);
  const line = await promptly(serving, socket, next);
  if (line === undefined) return;
  const question = questionIn(serving, line);
  if (typeof question === 'string') return send(socket, { is: 'refused', why: question });
  const { tag, call, ask } = question;
  const { question: text, options, default: fallback } = ask;
  const asked = { call, text, options, ...(fallback === undefined ? {} : { fallback }) };
  const answer = await serving.door.ask(tag, asked, signal);
  send(socket, answer);
  if (answer.is !== 'answered') return;
  const last = await promptly(serving, socket, next);
  if (last !== undefined && TakenLineSchema.safeParse(parseJson(last)).success)
    await serving.door.taken(tag, call);
}

/** The next line of a peer that has no reason to wait; one that waits all the same is cut off. */
async function promptly({ promptMs }: Serving, socket: Socket, next: ReadLine): Promise<string | undefined> {
  socket.setTimeout(promptMs, () => socket.destroy());
  const line = await next();
  socket.setTimeout(0);
  return line;
}

/** The question in a line; a text says what is wrong. Whoever has no token learns nothing else. */
function questionIn({ key }: Serving, line: string) {
  const value = parseJson(line);
  const who = CredentialsSchema.safeParse(value);
  if (!who.success || !isDoorToken(key, who.data.tag, who.data.token)) return 'not known here';
  const question = QuestionLineSchema.safeParse(value);
  return question.success
    ? question.data
    : 'The question is not valid: it has 1 to 4000 characters, at most 10 options of 300 characters each, and a default of at most 1000.';
}

function send(socket: Socket, answer: AnswerLine): void {
  if (socket.writable) socket.write(`${JSON.stringify(answer)}\n`);
}
