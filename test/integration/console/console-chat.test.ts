import { appendFile, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createConsoleChat,
  type ConsoleOptions,
} from '../../../adapters/chat/console/create-console-chat.ts';
import { renderContent } from '../../../adapters/cli/show/render-content.ts';
import { systemClock } from '../../../adapters/system/system-clock.ts';
import { systemRandom } from '../../../adapters/system/system-random.ts';
import type { Content } from '../../../src/domain/surface/content.ts';
import type { InboundMessage, VerbAnswer } from '../../../src/domain/verb.ts';
import { createSilentLogger } from '../../support/core/silent-logger.ts';
import { until } from '../../support/until.ts';

const place = { platform: 'console', workspace: 'local', channel: 'terminal' } as const;
const never = new AbortController().signal;
const content = (title: string, state = 'queued'): Content => ({
  tone: 'work',
  title,
  blocks: [
    { type: 'fields', fields: [{ label: 'State', value: [{ bold: state }] }] },
    { type: 'small', spans: [`small print of ${title}`] },
  ],
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drover-console-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));
const file = () => join(folder, 'logs', 'console.jsonl');

/** One life of drover with its terminal. */
function open(over: Partial<ConsoleOptions> = {}) {
  const printed: string[] = [];
  const asked: InboundMessage[] = [];
  const connection = createConsoleChat({
    output: { write: (text) => printed.push(text) },
    transcriptFile: file(),
    place,
    intake: async (message): Promise<VerbAnswer> => {
      asked.push(message);
      return { ok: true, content: { tone: 'good', title: 'Stored', blocks: [] } };
    },
    render: (shown) => renderContent(shown, { color: false }),
    clock: systemClock,
    random: systemRandom,
    logger: createSilentLogger(),
    ...over,
  });
  const { chat } = connection;
  return {
    connection,
    printed,
    asked,
    text: () => printed.join(''),
    root: (goal: string, title = `${goal} · Fix it`) =>
      chat.send({ key: `${goal}/root/0`, to: place, content: content(title) }, never),
    notice: (goal: string, number: number, title: string) =>
      chat.send(
        {
          key: `${goal}/notice/${number}`,
          to: { ...place, thread: goal },
          content: { tone: 'info', title, blocks: [] },
        },
        never,
      ),
    card: (goal: string, state: string, title = `${goal} · Fix it`) =>
      chat.edit(goal, { key: `${goal}/card`, to: place, content: content(title, state) }, never),
    find: (key: string) => chat.find({ key, to: place }, 0, never),
  };
}

describe('threads of goals in a terminal', () => {
  it('read as a thread: the card in a box, notices under it, edits as one line', async () => {
    const terminal = open();
    expect(await terminal.root('G-1')).toEqual({ ok: true, messageId: 'G-1' });
    await terminal.card('G-1', 'running: turn 1 of 40');
    await terminal.notice('G-1', 1, 'Checks failed');
    await terminal.root('G-2', 'G-2 · Other');
    await terminal.notice('G-1', 2, 'Done');
    expect(terminal.text()).toBe(
      [
        '┌ ▶ G-1 · Fix it',
        '│   State  queued',
        '│   small print of G-1 · Fix it',
        '└',
        'G-1 ┊ running: turn 1 of 40',
        'G-1 │ • Checks failed',
        '┌ ▶ G-2 · Other',
        '│   State  queued',
        '│   small print of G-2 · Other',
        '└',
        'G-1 │ • Done',
        '',
      ].join('\n'),
    );
  });

  it('print nothing for an edit that changes nothing worth a line, also in the next life', async () => {
    const first = open();
    await first.root('G-1');
    await first.card('G-1', 'queued', 'G-1 · Other small print');
    await first.card('G-1', 'running');
    await first.card('G-1', 'running');
    const second = open();
    await second.card('G-1', 'running');
    await second.card('G-1', 'done');
    expect(
      first
        .text()
        .split('\n')
        .filter((line) => line.includes('┊')),
    ).toEqual(['G-1 ┊ running']);
    expect(second.text()).toBe('G-1 ┊ done\n');
  });

  it('are found again in the next life, whose messages get ids of their own', async () => {
    await open().root('G-1');
    const next = open();
    expect(await next.find('G-1/root/0')).toEqual({ ok: true, messageId: 'G-1' });
    expect(await next.find('G-9/root/0')).toEqual({ ok: true });
    expect(
      await open().connection.chat.send({ key: 'G-1/root/1', to: place, content: content('again') }, never),
    ).toEqual({
      ok: true,
      messageId: 'G-1#2',
    });
  });

  it('survive a transcript that a crash cut off in the middle of a line', async () => {
    const first = open();
    await first.root('G-1');
    await appendFile(file(), '\n{"key":"G-1/notice/1","id":"G-1.1","te');
    const second = open();
    expect(await second.find('G-1/notice/1')).toEqual({ ok: true });
    await second.notice('G-1', 1, 'said after all');
    const third = open();
    expect([await third.find('G-1/root/0'), await third.find('G-1/notice/1')]).toEqual([
      { ok: true, messageId: 'G-1' },
      { ok: true, messageId: 'G-1.1' },
    ]);
  });

  it('are for the operator alone', async () => {
    await open().root('G-1');
    const [transcript, logs] = await Promise.all([stat(file()), stat(join(folder, 'logs'))]);
    expect([transcript.mode & 0o777, logs.mode & 0o777]).toEqual([0o600, 0o700]);
  });

  it('say that a message was not shown when it could not be recorded, show nothing, and work again later', async () => {
    await mkdir(join(folder, 'logs'));
    await mkdir(file());
    const terminal = open();
    const failed = await terminal.root('G-1');
    await rm(file(), { recursive: true });
    const worked = await terminal.root('G-1');
    expect(failed).toMatchObject({
      ok: false,
      failure: { kind: 'transient', message: expect.stringContaining('transcript') },
    });
    expect(worked).toEqual({ ok: true, messageId: 'G-1' });
    expect(terminal.text().match(/┌/g)).toHaveLength(1);
  });

  it('keep apart what is said at the same time', async () => {
    const terminal = open();
    const sent = await Promise.all(
      Array.from({ length: 20 }, (_, index) => terminal.root(index % 2 === 0 ? 'G-1' : 'G-2')),
    );
    const ids = sent.map((one) => (one.ok ? one.messageId : ''));
    expect(new Set(ids).size).toBe(20);
    const lines = (await readFile(file(), 'utf8')).split('\n').filter((line) => line !== '');
    expect(lines.map((line) => (JSON.parse(line) as { id: string }).id)).toEqual(ids);
  });

  it('read the transcript of an earlier version, which remembered no text', async () => {
    await mkdir(join(folder, 'logs'));
    await writeFile(file(), '{"key":"G-1/root/0","id":"G-1"}\n');
    const terminal = open();
    expect(await terminal.find('G-1/root/0')).toEqual({ ok: true, messageId: 'G-1' });
    await terminal.card('G-1', 'running');
    expect(terminal.text()).toBe('G-1 ┊ running\n');
  });
});

describe('verbs typed into the terminal', () => {
  it('are asked as the local operator, with or without the usual beginnings', async () => {
    const input = new PassThrough();
    const terminal = open({ input });
    await terminal.connection.start(never);
    input.write(
      'run --accept "npm test" fix it\n/goal list\n!pause G-1\n   \ndrover goal help\ngoalkeeper\n/goals\n',
    );
    await until('all are asked', () => (terminal.asked.length === 6 ? true : undefined));
    expect(terminal.asked.map(({ request }) => request)).toEqual(
      ['run --accept "npm test" fix it', 'list', 'pause G-1', 'help', 'goalkeeper', '/goals'].map((line) => ({
        form: 'line',
        line,
      })),
    );
    expect(terminal.asked[0]).toMatchObject({
      deliveryId: expect.stringMatching(/^console:[0-9a-f-]{36}$/),
      actor: { platform: 'local', user: 'local' },
      place,
    });
    await terminal.connection.stop();
    expect(terminal.text()).toBe('✔ Stored\n'.repeat(6));
  });

  it('are answered one after the other', async () => {
    const input = new PassThrough();
    const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const began: string[] = [];
    const terminal = open({
      input,
      intake: async ({ request }) => {
        const line = request.form === 'line' ? request.line : '';
        began.push(line);
        await gates[began.length - 1]?.promise;
        return { ok: true, content: { tone: 'good', title: line, blocks: [] } };
      },
    });
    await terminal.connection.start(never);
    input.write('first\nsecond\n');
    await until('the first is asked', () => (began.length === 1 ? true : undefined));
    gates[1]?.resolve();
    gates[0]?.resolve();
    await until('both are answered', () => (terminal.printed.length === 2 ? true : undefined));
    expect(terminal.text()).toBe('✔ first\n✔ second\n');
    await terminal.connection.stop();
  });

  it('are told plainly when nothing could be recorded, and the next one works', async () => {
    const input = new PassThrough();
    const errors: object[] = [];
    let broken = true;
    const terminal = open({
      input,
      logger: createSilentLogger((fields) => errors.push(fields)),
      intake: async () => {
        if (broken) throw new Error('disk gone');
        return { ok: true, content: { tone: 'good', title: 'Stored', blocks: [] } };
      },
    });
    await terminal.connection.start(never);
    input.write('run x\n');
    await until('the failure is told', () => (terminal.printed.length === 1 ? true : undefined));
    broken = false;
    input.write('run x\n');
    await until('the second is answered', () => (terminal.printed.length === 2 ? true : undefined));
    expect(terminal.text()).toBe(
      'Nothing was recorded: the store does not take it. The log says why.\n✔ Stored\n',
    );
    expect(errors).toHaveLength(1);
    await terminal.connection.stop();
  });

  it('are not taken any more once it stops, which waits for the answer under way', async () => {
    const input = new PassThrough();
    const gate = Promise.withResolvers<void>();
    const began: number[] = [];
    const terminal = open({
      input,
      intake: async () => {
        began.push(1);
        await gate.promise;
        return { ok: true, content: { tone: 'good', title: 'Late', blocks: [] } };
      },
    });
    await terminal.connection.start(never);
    expect(terminal.connection.health().ok).toBe(true);
    input.write('run x\n');
    await until('it is asked', () => (began.length === 1 ? true : undefined));
    const stopping = terminal.connection.stop();
    input.write('run y\n');
    gate.resolve();
    await stopping;
    expect([terminal.text(), began.length]).toEqual(['✔ Late\n', 1]);
    expect(terminal.connection.health()).toEqual({ ok: false, reason: 'the terminal is closed' });
  });
});
