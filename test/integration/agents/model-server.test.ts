import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ModelServer } from '../../support/model-server/create-model-server.ts';
import { createModelServer } from '../../support/model-server/create-model-server.ts';
import { faults } from '../../support/model-server/model-reply.ts';

const ask = (url: string, more: object = {}): Promise<Response> =>
  fetch(`${url}/v1/messages?beta=true`, {
    method: 'POST',
    body: JSON.stringify({ model: 'm', stream: true, tools: [{ name: 'Bash' }], messages: [], ...more }),
  });

/** The pieces in which a text was streamed. */
const wordsOf = (stream: string) =>
  [...stream.matchAll(/"text_delta","text":"([^"]+)"/g)].map(([, word]) => word);

describe('the model server', () => {
  let server: ModelServer;
  beforeEach(async () => {
    server = await createModelServer();
  });
  afterEach(() => server.close());

  it('streams text and tool calls in the order of the API', async () => {
    server.play([{ text: 'hi', tools: [{ name: 'Bash', input: { command: 'ls' } }] }]);
    const text = await (await ask(server.url)).text();
    expect([...text.matchAll(/^event: (\w+)$/gm)].map(([, name]) => name)).toEqual([
      'message_start',
      'content_block_start',
      'content_block_delta',
      'content_block_stop',
      'content_block_start',
      'content_block_delta',
      'content_block_stop',
      'message_delta',
      'message_stop',
    ]);
    expect(text).toContain('"stop_reason":"tool_use"');
  });

  it('answers in one piece when the caller does not stream', async () => {
    server.play([{ text: 'hi' }]);
    const answer: unknown = await (await ask(server.url, { stream: false })).json();
    expect(answer).toMatchObject({ stop_reason: 'end_turn', content: [{ type: 'text', text: 'hi' }] });
  });

  it('plays one reply per request, the last one again, and none for side requests', async () => {
    server.play([{ text: 'one' }, { text: 'two' }]);
    const say = async (more: object = {}): Promise<string> => (await ask(server.url, more)).text();
    expect(await say()).toContain('one');
    expect(await say({ tools: [] })).toContain('ok');
    expect(await say()).toContain('two');
    expect(await say()).toContain('two');
    expect(server.requests.map(({ side }) => side)).toEqual([false, true, false, false]);
  });

  it('keeps every request byte for byte', async () => {
    server.play(({ raw }) => ({ text: `seen ${raw.length}` }));
    const text = await (await ask(server.url, { messages: [{ content: 'ünïcödé' }] })).text();
    expect(server.requests[0]?.raw).toContain('ünïcödé');
    expect(text).toContain(`seen ${server.requests[0]?.raw.length}`);
  });

  it('fails in every way it is told to', async () => {
    server.play([faults.rateLimited(7), { fault: 'refuse' }, { fault: 'cut' }]);
    const limited = await ask(server.url);
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7']);
    await expect(ask(server.url)).rejects.toThrow('fetch failed');
    await expect(ask(server.url).then((response) => response.text())).rejects.toThrow('terminated');
  });

  it('begins an answer and stays silent, for as long as somebody listens', async () => {
    server.play([{ fault: 'stall', text: 'once upon', begun: 'a time' }]);
    const response = await ask(server.url);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let seen = '';
    while (!seen.includes('a time')) seen += (await reader?.read())?.value ?? 'ended';
    const more = reader?.read().then(({ done }) => (done ? 'the end' : 'more'));
    const side = ask(server.url, { tools: [] }).then((answer) => answer.text());
    expect(await Promise.race([more, side])).toContain('ok');
    await reader?.cancel();
    expect(seen.match(/content_block_stop"/g)).toHaveLength(1);
    expect(seen).not.toContain('message_stop');
  });

  it('speaks word by word when it shall be slow, and says the same', async () => {
    server.play([{ text: 'once upon a time', wordMs: 1 }, { text: 'once upon a time' }]);
    const [slow, quick] = [await (await ask(server.url)).text(), await (await ask(server.url)).text()];
    expect(wordsOf(slow)).toEqual(['once ', 'upon ', 'a ', 'time']);
    expect(wordsOf(quick)).toEqual(['once upon a time']);
  });

  it('says when a subscription is free again', async () => {
    server.play([faults.usageLimited(1_800_000_000)]);
    const { status, headers } = await ask(server.url);
    const limits = [...headers].filter(([name]) => name.startsWith('anthropic-ratelimit-unified-'));
    expect(status).toBe(429);
    expect(Object.fromEntries(limits)).toMatchObject({
      'anthropic-ratelimit-unified-status': 'rejected',
      'anthropic-ratelimit-unified-reset': '1800000000',
    });
  });

  it('counts tokens and is found well', async () => {
    const count = await fetch(`${server.url}/v1/messages/count_tokens`, { method: 'POST', body: '{"a":1}' });
    expect(await count.json()).toEqual({ input_tokens: 2 });
    expect((await fetch(`${server.url}/api/hello`, { method: 'HEAD' })).status).toBe(200);
    expect((await fetch(`${server.url}/v1/other`, { method: 'POST' })).status).toBe(404);
  });
});

describe('the model server by itself', () => {
  it('prints where it is, plays a script from a file, and ends when told to', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'drover-model-'));
    const script = join(folder, 'script.json');
    await writeFile(script, JSON.stringify([{ text: 'from the file' }]));
    const main = fileURLToPath(new URL('../../support/model-server/main.ts', import.meta.url));
    const child = spawn(process.execPath, [main, script], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      const [line] = (await once(child.stdout, 'data')) as [Buffer];
      const { url } = JSON.parse(line.toString()) as { url: string };
      expect(await (await ask(url)).text()).toContain('from the file');
      child.kill('SIGTERM');
      expect(await once(child, 'exit')).toEqual([0, null]);
    } finally {
      child.kill('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    }
  });
});
