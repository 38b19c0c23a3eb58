import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HelperFault, HelperSpeech } from './helper-reply.ts';

/** What every part of an answer bears, and whether it is streamed. */
export interface ReplyContext {
  readonly id: string;
  readonly model: string;
  readonly stream: boolean;
}

/** Says it: in one piece, or word by word with the usage in the last chunk. */
export async function writeSpeech(
  response: ServerResponse,
  speech: HelperSpeech,
  context: ReplyContext,
): Promise<void> {
  const text = speech.text ?? JSON.stringify(speech.json);
  if (!context.stream) return writeJson(response, 200, completion(context, text, speech));
  beginStream(response);
  for (const word of text.split(/(?<= )/)) {
    writeChunk(response, context, { choices: [{ index: 0, delta: { content: word }, finish_reason: null }] });
    if (speech.wordMs > 0) await sleep(speech.wordMs);
  }
  if (speech.finish !== null)
    writeChunk(response, context, { choices: [{ index: 0, delta: {}, finish_reason: speech.finish }] });
  writeChunk(response, context, { choices: [], usage: speech.usage });
  response.end('data: [DONE]\n\n');
}

export function writeFault(response: ServerResponse, fault: HelperFault, context: ReplyContext): void {
  if (fault.fault === 'hang') return;
  if (fault.fault === 'refuse') return void response.destroy();
  if (fault.fault === 'status') return void response.writeHead(fault.status, fault.headers).end(fault.body);
  if (fault.fault === 'empty-choices') return writeNothing(response, context);
  if (fault.fault === 'error-inside') return writeErrorInside(response, fault.message, context);
  if (context.stream) writeBrokenStream(response, fault, context);
  else writeBrokenBody(response, fault, context);
}

/** Those faults that break an answer which has begun. */
type Broken = Extract<HelperFault, { text: string }>;

function writeBrokenStream(response: ServerResponse, { fault, text }: Broken, context: ReplyContext): void {
  beginStream(response);
  if (fault === 'bad-chunks') response.write('data: {"choices": [{"delta": {"cont\n\ndata: <html>\n\n');
  for (const word of text.split(/(?<= )/))
    writeChunk(response, context, { choices: [{ index: 0, delta: { content: word }, finish_reason: null }] });
  if (fault === 'no-end') return void response.end();
  if (fault === 'cut') return tear(response);
  if (fault === 'stall') return;
  writeChunk(response, context, { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
  writeChunk(response, context, { choices: [], usage: { prompt_tokens: 100, completion_tokens: 20 } });
  response.end('data: [DONE]\n\n');
}

function writeBrokenBody(response: ServerResponse, { fault, text }: Broken, context: ReplyContext): void {
  const body = JSON.stringify(completion(context, text, { finish: null, usage: undefined }));
  if (fault === 'no-end') return void response.writeHead(200, jsonType).end(body);
  response.writeHead(200, jsonType).write(body.slice(0, body.length / 2));
  if (fault === 'cut') return tear(response);
  if (fault === 'bad-chunks') response.end();
}

/** What was written is on its way before the connection is torn. */
const tear = (response: ServerResponse): void => void setImmediate(() => response.destroy());

function writeNothing(response: ServerResponse, context: ReplyContext): void {
  const usage = { prompt_tokens: 100, completion_tokens: 0 };
  if (!context.stream)
    return writeJson(response, 200, { ...head(context, 'chat.completion'), choices: [], usage });
  beginStream(response);
  writeChunk(response, context, { choices: [], usage });
  response.end('data: [DONE]\n\n');
}

function writeErrorInside(response: ServerResponse, message: string, context: ReplyContext): void {
  const body = { error: { message, code: 500 } };
  if (!context.stream) return writeJson(response, 200, body);
  beginStream(response);
  writeChunk(response, context, {
    choices: [{ index: 0, delta: { content: 'half a ' }, finish_reason: null }],
  });
  response.end(`data: ${JSON.stringify(body)}\n\ndata: [DONE]\n\n`);
}

const jsonType = { 'content-type': 'application/json' };

export const writeJson = (response: ServerResponse, status: number, body: unknown): void =>
  void response.writeHead(status, jsonType).end(JSON.stringify(body));

const beginStream = (response: ServerResponse): void =>
  void response.writeHead(200, { 'content-type': 'text/event-stream' });

const writeChunk = (response: ServerResponse, context: ReplyContext, rest: object): void =>
  void response.write(`data: ${JSON.stringify({ ...head(context, 'chat.completion.chunk'), ...rest })}\n\n`);

const head = ({ id, model }: ReplyContext, object: string) => ({ id, object, created: 1_800_000_000, model });

const completion = (
  context: ReplyContext,
  text: string,
  { finish, usage }: Pick<HelperSpeech, 'finish'> & { readonly usage: unknown },
) => ({
  ...head(context, 'chat.completion'),
  choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: finish }],
  usage,
});
