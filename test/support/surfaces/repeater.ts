import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';

/** How often everything is delivered. */
const times = 3;

/** Milliseconds after which a delivery is given up; between two tries nobody listened. */
const patienceMs = 20_000;
const againMs = 50;

interface Delivery {
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

/** Stands between a platform and drover, and delivers everything three times at once, and again when it is told to. */
export interface Repeater {
  readonly url: string;
  /** Where drover is now. */
  aim(url: string): void;
  /** Delivers everything that ever came once more, all of it at the same time; resolves when it was answered. */
  replay(): Promise<void>;
  readonly delivered: () => number;
  close(): Promise<void>;
}

export async function openRepeater(): Promise<Repeater> {
  const all: Delivery[] = [];
  const late = new Set<Promise<unknown>>();
  let target = '';
  let count = 0;
  const deliver = async (delivery: Delivery): Promise<Response> => {
    count += 1;
    return await untilHeard(() => target, delivery);
  };
  const server = createServer((request, response) => {
    void (async () => {
      const delivery = {
        path: request.url ?? '/',
        headers: headersOf(request.headers),
        body: await buffer(request),
      };
      all.push(delivery);
      const tries = Array.from({ length: times }, () => deliver(delivery));
      for (const one of tries) track(late, one);
      const first = await Promise.any(tries);
      response.writeHead(first.status, Object.fromEntries(first.headers));
      response.end(Buffer.from(await first.arrayBuffer()));
    })().catch((error: unknown) => response.writeHead(502).end(String(error)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the repeater has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    aim: (url) => void (target = url),
    replay: async () => void (await Promise.all(all.map(deliver))),
    delivered: () => count,
    close: async () => {
      await Promise.allSettled(late);
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A platform tries again when nobody listens. */
async function untilHeard(target: () => string, { path, headers, body }: Delivery): Promise<Response> {
  const end = Date.now() + patienceMs;
  for (;;) {
    try {
      return await fetch(`${target()}${path}`, { method: 'POST', headers, body: new Uint8Array(body) });
    } catch (error) {
      if (Date.now() > end) throw error;
      await pause(againMs);
    }
  }
}

/** What was signed stays as it was; what belongs to the connection does not. */
function headersOf(headers: IncomingHttpHeaders): Record<string, string> {
  const own = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'keep-alive']);
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      typeof value === 'string' && !own.has(name) ? [[name, value]] : [],
    ),
  );
}

function track(late: Set<Promise<unknown>>, work: Promise<unknown>): void {
  const settled: Promise<unknown> = Promise.allSettled([work]).then(() => late.delete(settled));
  late.add(settled);
}
