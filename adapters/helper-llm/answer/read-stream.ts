import type { Logger } from '../../../src/ports/logger.ts';
import { noUsage, type Usage } from '../../../src/domain/turn.ts';
import type { CallResult } from '../call/call-result.ts';
import { CompletionSchema, usageOf, type Completion } from './completion.ts';
import { resultOf } from './result-of.ts';

/** What was heard of a stream so far. */
interface Hearing {
  text: string;
  finish: string | undefined;
  /** `[DONE]` came. */
  done: boolean;
  error: unknown;
  usage: Usage;
  model: string | undefined;
}

/**
 * An answer that comes word by word (server-sent events). What is no chunk is skipped with a warning.
 * @param heard called with every piece that arrives
 */
export async function readStream(
  body: ReadableStream<Uint8Array>,
  heard: () => void,
  logger: Logger,
): Promise<CallResult> {
  const hearing: Hearing = {
    text: '',
    finish: undefined,
    done: false,
    error: undefined,
    usage: noUsage,
    model: undefined,
  };
  for await (const line of linesOf(body, heard)) {
    if (line.startsWith('data:')) hear(hearing, line.slice('data:'.length).trim(), logger);
    if (hearing.done) break;
  }
  const { model, ...rest } = hearing;
  return resultOf({
    ...rest,
    whole: hearing.done || hearing.finish !== undefined,
    ...(model === undefined ? {} : { model }),
  });
}

function hear(hearing: Hearing, data: string, logger: Logger): void {
  if (data === '[DONE]') hearing.done = true;
  else {
    const chunk = parse(data);
    if (chunk === undefined) logger.warn({ length: data.length }, 'a chunk of the helper model was skipped');
    else take(hearing, chunk);
  }
}

function take(hearing: Hearing, chunk: Completion): void {
  const choice = chunk.choices?.[0];
  hearing.text += choice?.delta?.content ?? choice?.message?.content ?? '';
  hearing.finish = choice?.finish_reason ?? hearing.finish;
  hearing.error ??= chunk.error;
  hearing.model = chunk.model ?? hearing.model;
  // Running totals: the last chunk that has any counts.
  if (chunk.usage !== undefined && chunk.usage !== null) hearing.usage = usageOf(chunk);
}

function parse(data: string): Completion | undefined {
  try {
    return CompletionSchema.safeParse(JSON.parse(data)).data;
  } catch {
    // No JSON: skipped by the caller, with a warning.
    return undefined;
  }
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
