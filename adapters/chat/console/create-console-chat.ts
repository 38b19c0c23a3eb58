import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Content } from '../../../src/domain/content.ts';
import type { Origin } from '../../../src/domain/origin.ts';
import type { Chat, ChatConnection, OutgoingMessage, SendResult } from '../../../src/ports/chat.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { Intake } from '../../../src/ports/intake.ts';
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
  /** The last line shown for each card. */
  readonly lines: Map<string, string>;
  /** Lines that are being answered. */
  readonly answering: Set<Promise<void>>;
  state: 'new' | 'open' | 'closed';
  close: () => void;
}

/** The terminal as a chat: goals are threads, lines typed are verbs of the local operator. */
export function createConsoleChat(options: ConsoleOptions): ChatConnection {
  const transcript = openTranscript(options.transcriptFile);
  const console: Console = {
    ...options,
    transcript,
    lines: new Map(),
    answering: new Set(),
    state: 'new',
    close: () => undefined,
  };
  return {
    chat: chatOf(console),
    start: async () => {
      console.state = 'open';
      if (options.input !== undefined) listen(console, options.input);
    },
    stop: async () => {
      console.state = 'closed';
      console.close();
      await Promise.all(console.answering);
    },
    health: () => ({
      ok: console.state === 'open',
      reason: console.state === 'open' ? 'the terminal is open' : `the terminal is ${console.state}`,
    }),
  };
}

const chatOf = (console: Console): Chat => ({
  platform: 'console',
  send: (message) => send(console, message),
  edit: async (messageId, message) => {
    const line = cardLine(message.content);
    if (console.lines.get(messageId) !== line) print(console, `${messageId} ┊ ${line}`);
    console.lines.set(messageId, line);
    return { ok: true, messageId };
  },
  find: async (key) => {
    const messageId = await console.transcript.find(key);
    return { ok: true, ...(messageId === undefined ? {} : { messageId }) };
  },
});

/** A root is named after its goal (`G-1`, the first part of its key), so that the thread reads well; ids never repeat. */
async function send(console: Console, message: OutgoingMessage): Promise<SendResult> {
  const { key, to, content } = message;
  const [goal = key] = key.split('/');
  const wanted = to.thread === undefined ? goal : `${to.thread}.${key.split('/').at(-1)}`;
  const messageId = await console.transcript.add(key, wanted);
  const text = console.render(content);
  print(console, to.thread === undefined ? cardText(text) : noticeText(to.thread, text));
  if (to.thread === undefined) console.lines.set(messageId, cardLine(content));
  return { ok: true, messageId };
}

const print = (console: Console, text: string): void => void console.output.write(`${text}\n`);

function listen(console: Console, input: Readable): void {
  const lines = createInterface({ input, terminal: false });
  console.close = () => lines.close();
  lines.on('line', (line) => {
    const answering: Promise<void> = answer(console, line).finally(() => console.answering.delete(answering));
    console.answering.add(answering);
  });
}

async function answer(console: Console, typed: string): Promise<void> {
  const line = typed.trim().replace(/^(?:\/goal\b|!)\s*/i, '');
  if (typed.trim() === '') return;
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
    console.logger.error({ err: error }, 'a line could not be answered');
    print(console, 'Nothing was recorded: the store does not take it. The log says why.');
  }
}
