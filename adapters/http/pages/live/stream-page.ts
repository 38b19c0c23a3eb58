import type { ServerResponse } from 'node:http';
import type { HttpServerOptions } from '../../http-options.ts';
import { heartbeatFrame } from '../../stream/sse-frame.ts';
import { quiet, streaming, write } from '../../stream/stream-events.ts';
import { textOf } from '../html.ts';
import type { Fragment } from '../views/goal-view.ts';

/** The parts of a page as they are now; undefined when what it shows is gone. */
export type Look = () => Promise<readonly Fragment[] | undefined>;

/** Milliseconds between two looks: a busy goal changes more often than anybody can read. */
const pauseMs = 250;

type Needs = Pick<HttpServerOptions, 'reader' | 'clock' | 'redact'>;

/**
 * Sends each part of a page that changes, as one event `put` with the id of the element and its markup, until `signal`
 * or until there is nothing to show any more. A reader that comes back gets what came since, and may get a part again:
 * it takes the place of the same part.
 * @param from time of the newest entry that the reader has, in epoch milliseconds
 */
export async function streamPage(
  response: ServerResponse,
  look: Look,
  from: number,
  needs: Needs,
  signal: AbortSignal,
): Promise<void> {
  await streaming(response, needs, signal, async (bell) => {
    const sent = new Map<string, string>();
    let parts = await look();
    for (const { id, at, view } of parts ?? [])
      if (at !== undefined && at < from) sent.set(id, steady(textOf(view)));
    while (parts !== undefined && !signal.aborted) {
      for (const part of parts) await send(response, part, { sent, needs, signal });
      while (await quiet(bell, needs, signal)) await write(response, heartbeatFrame, signal);
      await needs.clock.sleep(pauseMs, signal);
      parts = await look();
    }
  });
}

interface Sending {
  /** What the reader has, by id. */
  readonly sent: Map<string, string>;
  readonly needs: Needs;
  readonly signal: AbortSignal;
}

async function send(
  response: ServerResponse,
  { id, at, view }: Fragment,
  { sent, needs, signal }: Sending,
): Promise<void> {
  const markup = needs.redact(textOf(view));
  const same = steady(markup);
  if (sent.get(id) === same) return;
  sent.set(id, same);
  const place = at === undefined ? '' : `id: ${at}\n`;
  await write(response, `${place}event: put\ndata: ${JSON.stringify({ id, html: markup })}\n\n`, signal);
}

/** Without the keys of its forms, which are new each time. */
const steady = (markup: string): string => markup.replaceAll(/name="key" value="[^"]*"/g, '');
