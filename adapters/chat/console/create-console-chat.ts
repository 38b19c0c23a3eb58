import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Content } from '../../../src/domain/surface/content.ts';
import { toError } from '../../../src/domain/errors.ts';
import type { Origin } from '../../../src/domain/origin.ts';
import type { Chat, ChatConnection, OutgoingMessage, SendResult } from '../../../src/ports/chat/chat.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { Intake } from '../../../src/ports/chat/intake.ts';
import type { Logger } from '../../../src/ports/logger.ts';
import type { Random } from '../../../src/ports/random.ts';
import { cardLine, cardText, noticeText } from './draw.ts';
import { openTranscript, type Transcript } from './transcript.ts';

export interface ConsoleOptions {
  readonly output: { write(text: string): unknown };
  /** Lines typed here are verbs. */
  readonly input?: Readable;
  /** Remembers what was printed, so that nothing is printed twice after a crash. Absolute path. */
  readonly transcriptFile: string;
  /** Where goals typed here belong. */
  readonly place: Origin;
  readonly intake: Intake;
  /** A message as plain text, several lines. */
  readonly render: (content: Content) => string;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
}

interface Console extends ConsoleOptions {
  readonly transcript: Transcript;
  state: 'new' | 'open' | 'closed';
  /** Settles when every line typed so far is answered. */
  answered: Promise<void>;
  close: () => void;
}

/** The terminal as a chat: goals are threads, lines typed are verbs of the local operator. */
export function createConsoleChat(options: ConsoleOptions): ChatConnection {
  const console: Console = {
    ...options,
    transcript: openTranscript(options.transcriptFile),
    state: 'new',
    answered: Promise.resolve(),
    close: () => undefined,
  };
  return {
    chat: chatOf(console),
    start: async (signal) => {
      signal.throwIfAborted();
      console.state = 'open';
      if (options.input !== undefined) listen(console, options.input);
    },
    stop: async () => {
      console.state = 'closed';
      console.close();
      await console.answered;
    },
    workspace: () => options.place.workspace,
    health: () => ({
      ok: console.state === 'open',
      reason: console.state === 'open' ? 'the terminal is open' : `the terminal is ${console.state}`,
    }),
  };
}

const chatOf = (console: Console): Chat => ({
  platform: 'console',
  send: (message, signal) => recorded(signal, () => send(console, message)),
  edit: (messageId, message, signal) => recorded(signal, () => edit(console, messageId, message)),
  find: ({ key }, _since, signal) =>
    recorded(signal, async () => {
      const messageId = await console.transcript.find(key);
      return { ok: true, ...(messageId === undefined ? {} : { messageId }) };
    }),
  // What is typed in a terminal is no message that could be marked, and what was printed there stays.
  sign: async () => ({ ok: true, messageId: '' }),
  remove: async () => ({
    ok: false,
    failure: { kind: 'refused', code: 'printed', hint: 'What stands in a terminal cannot be taken back.' },
  }),
});

type Failed = Extract<SendResult, { ok: false }>;

/** What the transcript could not record was not shown; it is worth another try. */
async function recorded<Result>(signal: AbortSignal, say: () => Promise<Result>): Promise<Result | Failed> {
  signal.throwIfAborted();
  try {
    return await say();
  } catch (error) {
    const message = `the transcript cannot be written: ${toError(error).message}`;
    return { ok: false, failure: { kind: 'transient', message } };
  }
}

/** A root is named after its goal (`G-1`, the first part of its key), so that the thread reads well; ids never repeat. */
async function send(console: Console, { key, to, content }: OutgoingMessage): Promise<SendResult> {
  const [goal = key] = key.split('/');
  const { thread } = to;
  const text = console.render(content);
  const id = thread === undefined ? goal : `${thread}.${key.split('/').at(-1)}`;
  const message = { key, id, text, line: cardLine(content), ...(thread === undefined ? {} : { thread }) };
  const messageId = await console.transcript.add(message);
  print(console, thread === undefined ? cardText(text) : noticeText(thread, text));
  return { ok: true, messageId };
}

/** An edit is one short line, and nothing at all when the line would read as before. */
async function edit(console: Console, messageId: string, { content }: OutgoingMessage): Promise<SendResult> {
  const line = cardLine(content);
  const before = await console.transcript.change(messageId, { text: console.render(content), line });
  if (before !== line) print(console, `${messageId} ┊ ${line}`);
  return { ok: true, messageId };
}

const print = (console: Console, text: string): void => void console.output.write(`${text}\n`);

/** Lines are answered one after the other: the second may be about what the first began. */
function listen(console: Console, input: Readable): void {
  const lines = createInterface({ input, terminal: false });
  console.close = () => lines.close();
  lines.on('line', (line) => {
    if (line.trim() !== '' && console.state === 'open')
      console.answered = console.answered.then(() => answer(console, line));
  });
}

async function answer(console: Console, typed: string): Promise<void> {
  const line = typed.trim().replace(/^(?:(?:drover\s+|\/)goal\b|!)\s*/i, '');
  try {
    const given = await console.intake({
      deliveryId: `console:${console.random.uuid()}`,
      at: console.clock.now(),
      actor: { platform: 'local', user: 'local', name: 'the operator' },
      place: console.place,
      request: { form: 'line', line },
    });
    print(console, console.render(given.content));
  } catch (error) {
    console.logger.error({ err: toError(error) }, 'a line could not be answered');
    print(console, 'Nothing was recorded: the store does not take it. The log says why.');
  }
}
