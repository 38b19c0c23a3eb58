import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ModelFault, ModelSpeech } from './model-reply.ts';

/** What an answer needs beside its content. */
export interface AnswerContext {
  readonly id: string;
  readonly model: string;
  readonly stream: boolean;
}

type Block = { type: 'text'; text: string } | { type: 'tool_use'; id: string; name: string; input: unknown };

/** Writes what the model says: as server-sent events, or as one JSON object when the caller does not stream. */
export async function writeSpeech(
  response: ServerResponse,
  speech: ModelSpeech,
  context: AnswerContext,
): Promise<void> {
  const blocks = blocksOf(speech, context.id);
  if (!context.stream) {
    writeJson(response, 200, {
      ...messageHead(context, speech),
      content: blocks,
      stop_reason: stopOf(speech),
    });
    return;
  }
  beginStream(response, context, speech);
  for (const [index, block] of blocks.entries()) await writeBlock(response, block, index, speech.wordMs);
  writeEvent(response, 'message_delta', {
    delta: { stop_reason: stopOf(speech), stop_sequence: null },
    usage: { output_tokens: speech.usage.output_tokens },
  });
  writeEvent(response, 'message_stop', {});
  response.end();
}

/** Does what goes wrong. A hanging or stalled answer ends with its socket. */
export async function writeFault(
  response: ServerResponse,
  fault: ModelFault,
  context: AnswerContext,
): Promise<void> {
  switch (fault.fault) {
    case 'status':
      for (const [name, value] of Object.entries(fault.headers)) response.setHeader(name, value);
      writeJson(response, fault.status, {
        type: 'error',
        error: { type: fault.type, message: fault.message },
      });
      return;
    case 'stall':
      beginStream(response, context);
      await writeBlock(response, { type: 'text', text: fault.text }, 0, 0);
      beginText(response, fault.begun, 1);
      return;
    case 'cut':
      beginStream(response, context);
      beginText(response, fault.text, 0);
      // Only once the text has left: an earlier end would lose it.
      response.write('\n', () => response.destroy());
      return;
    case 'hang':
      return;
    case 'refuse':
      response.destroy();
  }
}

export function writeJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function blocksOf(speech: ModelSpeech, id: string): readonly Block[] {
  const text: Block[] = speech.text === undefined ? [] : [{ type: 'text', text: speech.text }];
  const calls = speech.tools.map(({ name, input }, index): Block => ({
    type: 'tool_use',
    id: `toolu_${id}_${index}`,
    name,
    input,
  }));
  return [...text, ...calls];
}

const stopOf = (speech: ModelSpeech): string => (speech.tools.length > 0 ? 'tool_use' : 'end_turn');

const messageHead = ({ id, model }: AnswerContext, speech?: ModelSpeech) => ({
  id: `msg_${id}`,
  type: 'message',
  role: 'assistant',
  model,
  content: [],
  stop_reason: null,
  stop_sequence: null,
  usage: speech?.usage ?? { input_tokens: 1000, output_tokens: 1 },
});

function beginStream(response: ServerResponse, context: AnswerContext, speech?: ModelSpeech): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  const head = messageHead(context, speech);
  writeEvent(response, 'message_start', { message: { ...head, usage: { ...head.usage, output_tokens: 1 } } });
}

/** The first words of a text that has no end. */
function beginText(response: ServerResponse, text: string, index: number): void {
  writeEvent(response, 'content_block_start', { index, content_block: { type: 'text', text: '' } });
  writeEvent(response, 'content_block_delta', { index, delta: { type: 'text_delta', text } });
}

/** One block; its words come one by one when there is time between them, until nobody listens any more. */
async function writeBlock(
  response: ServerResponse,
  block: Block,
  index: number,
  wordMs: number,
): Promise<void> {
  const started = block.type === 'text' ? { ...block, text: '' } : { ...block, input: {} };
  writeEvent(response, 'content_block_start', { index, content_block: started });
  for (const [at, delta] of deltasOf(block, wordMs > 0).entries()) {
    if (at > 0) await sleep(wordMs);
    if (response.destroyed) return;
    writeEvent(response, 'content_block_delta', { index, delta });
  }
  writeEvent(response, 'content_block_stop', { index });
}

function deltasOf(block: Block, byWord: boolean): readonly object[] {
  if (block.type === 'tool_use') {
    return [{ type: 'input_json_delta', partial_json: JSON.stringify(block.input) }];
  }
  const pieces = byWord ? (block.text.match(/\S+\s*|\s+/g) ?? []) : [block.text];
  return pieces.map((text) => ({ type: 'text_delta', text }));
}

function writeEvent(response: ServerResponse, type: string, data: object): void {
  response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`);
}
