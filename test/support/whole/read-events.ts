import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EventRecord } from '../../../src/domain/event-record.ts';
import type { DroverProcess } from './drover-process.ts';

export interface SentEvent {
  readonly id: string;
  readonly data: EventRecord;
}

/** Follows server-sent events until the reader breaks off. */
export async function* readEvents(
  drover: DroverProcess,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): AsyncGenerator<SentEvent> {
  const token = (await readFile(join(drover.home, 'token'), 'utf8')).trim();
  const response = await fetch(`${drover.url}${path}`, {
    headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream', ...headers },
  });
  let text = '';
  for await (const chunk of (response.body ?? new ReadableStream<Uint8Array>()).pipeThrough(
    new TextDecoderStream(),
  )) {
    text += chunk;
    const frames = text.split('\n\n');
    text = frames.pop() ?? '';
    for (const frame of frames) {
      const event = parseFrame(frame);
      if (event !== undefined) yield event;
    }
  }
}

/** One frame; undefined for comments and settings. */
function parseFrame(frame: string): SentEvent | undefined {
  const fields = new Map(
    frame.split('\n').map((line) => {
      const colon = line.indexOf(': ');
      return [line.slice(0, colon), line.slice(colon + 2)] as const;
    }),
  );
  const data = fields.get('data');
  return data === undefined
    ? undefined
    : { id: fields.get('id') ?? '', data: JSON.parse(data) as EventRecord };
}
