import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { heartbeatMs } from '../../../adapters/http/stream/stream-events.ts';
import { goalIdOf } from '../../../src/domain/ids.ts';
import { createFakeClock } from '../../support/core/fake-clock.ts';
import { until } from '../../support/until.ts';
import { openServer, secret, token, type OpenServer } from './open-server.ts';

let server: OpenServer;
beforeEach(async () => {
  server = await openServer();
});
afterEach(() => server.stop());

interface Following {
  readonly frames: string[];
  readonly ended: Promise<void>;
  readonly leave: () => void;
  readonly type: string | null;
}

/** Reads an event stream in the background, frame by frame. */
async function follow(path: string, headers: Record<string, string> = {}): Promise<Following> {
  const controller = new AbortController();
  const answer = await server.api(path, {
    headers: { accept: 'text/event-stream', ...headers },
    signal: controller.signal,
  });
  const frames: string[] = [];
  const read = async () => {
    let rest = '';
    for await (const part of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const whole = (rest + part).split('\n\n');
      rest = whole.pop() ?? '';
      frames.push(...whole);
    }
  };
  const ended = read().catch((error: unknown) => {
    if (!controller.signal.aborted) throw error;
  });
  return { frames, ended, leave: () => controller.abort(), type: answer.headers.get('content-type') };
}

const eventsIn = ({ frames }: Following) =>
  frames
    .filter((frame) => frame.includes('data: '))
    .map((frame) => ({
      id: /^id: (.*)$/m.exec(frame)?.[1],
      event: JSON.parse(/^data: (.*)$/m.exec(frame)?.[1] ?? 'null') as {
        goal: string;
        seq: number;
        type: string;
        data: object;
      },
    }));
const idsIn = (following: Following) => eventsIn(following).map(({ id }) => id);
const count = (following: Following, number: number) =>
  until(`${number} events`, () => (eventsIn(following).length >= number ? true : undefined));

describe('event stream', () => {
  it('brings what there is and then what comes, redacted, in order', async () => {
    server.reader.add(goalIdOf(1), 'goal.started');
    const following = await follow('/events');
    await count(following, 1);
    server.reader.add(goalIdOf(2), 'goal.started', { text: `with ${secret}` });
    server.reader.add(goalIdOf(1), 'progress');
    await count(following, 3);
    expect(following.type).toContain('text/event-stream');
    expect(idsIn(following)).toEqual(['1', '2', '3']);
    expect(eventsIn(following)[1]?.event).toMatchObject({
      goal: 'G-2',
      seq: 1,
      data: { text: 'with [redacted]' },
    });
  });

  it('brings one goal only, counted by seq', async () => {
    server.reader.add(goalIdOf(1));
    server.reader.add(goalIdOf(2));
    server.reader.add(goalIdOf(1));
    const following = await follow('/goals/1/events');
    server.reader.add(goalIdOf(2));
    server.reader.add(goalIdOf(1));
    await count(following, 3);
    expect(eventsIn(following).map(({ id, event }) => [id, event.goal])).toEqual([
      ['1', 'G-1'],
      ['2', 'G-1'],
      ['3', 'G-1'],
    ]);
  });

  it('goes on after what a reader saw last, without a gap and without a repeat', async () => {
    for (let number = 0; number < 450; number += 1) server.reader.add(goalIdOf(1));
    const first = await follow('/events');
    await count(first, 205);
    first.leave();
    await first.ended;
    const seen = idsIn(first).slice(0, 205);
    const second = await follow('/events?after=0', { 'last-event-id': seen.at(-1) ?? '' });
    await count(second, 450 - seen.length);
    expect([...seen, ...idsIn(second)]).toEqual(Array.from({ length: 450 }, (_, index) => String(index + 1)));
  });

  it('begins after ?after= for a reader that saw nothing yet', async () => {
    for (let number = 0; number < 3; number += 1) server.reader.add(goalIdOf(1));
    const following = await follow('/goals/G-1/events?after=2');
    await count(following, 1);
    expect(idsIn(following)).toEqual(['3']);
  });

  it('sends a heartbeat in silence', async () => {
    await server.stop();
    const clock = createFakeClock();
    server = await openServer({ clock });
    const following = await follow('/events');
    await until('the stream waits', () => (clock.sleepers() > 0 ? true : undefined));
    await clock.advance(heartbeatMs);
    await until('a heartbeat', () => (following.frames.includes(': heartbeat') ? true : undefined));
    expect(eventsIn(following)).toEqual([]);
  });

  it('ends when drover stops, so that stopping does not wait for readers', async () => {
    const following = await Promise.all([follow('/events'), follow('/events')]);
    await server.stop();
    await Promise.all(following.map((one) => one.ended));
    expect(following.map((one) => one.frames[0])).toEqual([
      'retry: 2000\n: connected',
      'retry: 2000\n: connected',
    ]);
  });

  it('stops listening for changes when its reader has left', async () => {
    await server.stop();
    const listening = new Set<() => void>();
    server = await openServer({
      reader: {
        ...server.reader,
        onCommit: (listener) => {
          listening.add(listener);
          return () => listening.delete(listener);
        },
      },
    });
    const following = await follow('/events');
    await until('it listens', () => (listening.size === 1 ? true : undefined));
    following.leave();
    await until('it does not listen any more', () => (listening.size === 0 ? true : undefined));
    expect(listening.size).toBe(0);
  });

  it('needs the token and an existing goal before anything is streamed', async () => {
    const stranger = await fetch(`${server.url}/api/events`, { headers: { accept: 'text/event-stream' } });
    const unknown = await server.api('/goals/G-9/events', { headers: { accept: 'text/event-stream' } });
    expect([stranger.status, unknown.status]).toEqual([401, 404]);
    expect(await unknown.json()).toMatchObject({ code: 'GOAL_NOT_FOUND' });
    expect(server.log.join('')).not.toContain(token);
  });

  it('breaks off, and drover lives on, when reading fails', async () => {
    await server.stop();
    server = await openServer({
      reader: { ...server.reader, eventsSince: async () => Promise.reject(new Error('store gone')) },
    });
    const following = await follow('/events');
    await following.ended;
    expect(server.log.join('')).toContain('store gone');
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });
});
