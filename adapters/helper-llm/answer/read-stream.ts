import type { Logger } from '../../../src/ports/logger.ts';
import { noUsage } from '../../../src/domain/turn.ts';
import type { CallResult } from '../call/call-result.ts';
import { parseCompletion } from './completion.ts';
import { resultOf, type Heard } from './result-of.ts';

/** What was heard of a stream so far; `whole` once its end mark came. */
type Hearing = { -readonly [Key in keyof Heard]: Heard[Key] };

const nothing: Heard = {
  text: '',
  finish: undefined,
  error: undefined,
  model: undefined,
  usage: noUsage,
  whole: false,
};

/**
 * An answer that comes word by word (server-sent events). What is no chunk is skipped with a warning.
 * @param heard called with every piece that arrives
 */
export async function readStream(
  body: ReadableStream<Uint8Array>,
  heard: () => void,
  logger: Logger,
): Promise<CallResult> {
  const hearing: Hearing = { ...nothing };
  for await (const line of linesOf(body, heard)) {
    const data = line.startsWith('data:') ? line.slice('data:'.length).trim() : '';
    if (data === '[DONE]') {
      hearing.whole = true;
      break;
    }
    if (data !== '') hear(hearing, data, logger);
  }
  return resultOf(hearing);
}

function hear(hearing: Hearing, data: string, logger: Logger): void {
  const said = parseCompletion(data);
  if (said === undefined)
    return logger.warn({ length: data.length }, 'a chunk of the helper model was skipped: it is none');
  hearing.text += said.text;
  hearing.finish = said.finish ?? hearing.finish;
  hearing.whole ||= said.finish !== undefined;
  hearing.error ??= said.error;
  hearing.model = said.model ?? hearing.model;
  // Where several chunks have figures they are running totals: the last ones count.
  hearing.usage = said.usage ?? hearing.usage;
}

async function* linesOf(body: ReadableStream<Uint8Array>, heard: () => void): AsyncGenerator<string> {
  let rest = '';
  for await (const piece of body.pipeThrough(new TextDecoderStream())) {
    heard();
    const lines = (rest + piece).split(/\r?\n/);
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}
