import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GoalPage } from '../../../adapters/http/pages/web-options.ts';
import { goalIdOf } from '../../../src/domain/ids.ts';
import { openServer, secret, token, type OpenServer } from './open-server.ts';
import { page, webOver } from './page-world.ts';

const world: { shown: GoalPage | undefined; readonly meant: unknown[] } = { shown: undefined, meant: [] };
let server: OpenServer;
let cookie = '';
beforeEach(async () => {
  world.shown = page();
  world.meant.length = 0;
  server = await openServer({ web: webOver(world) });
  const answer = await post('/login', { token, next: '/goals/G-3' });
  cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
});
afterEach(() => server.stop());

const get = (path: string, headers: Record<string, string> = { cookie }) =>
  fetch(`${server.url}${path}`, { headers, redirect: 'manual' });

function post(path: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
  return fetch(`${server.url}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: server.url, cookie, ...headers },
    body: new URLSearchParams(fields),
  });
}

/** Reads the stream until it has brought that many parts; answers their ids. */
async function parts(path: string, count: number, headers: Record<string, string> = {}) {
  const over = new AbortController();
  const answer = await fetch(`${server.url}${path}`, {
    headers: { cookie, ...headers },
    signal: over.signal,
  });
  let text = '';
  for await (const chunk of answer.body ?? []) {
    text += Buffer.from(chunk).toString();
    if (text.split('event: put').length > count) break;
  }
  over.abort();
  return [...text.matchAll(/"id":"([^"]+)"/g)].map(([, id]) => id);
}

describe('the way in', () => {
  it('is the token, and its cookie is neither the token nor readable by scripts', async () => {
    const answer = await post('/login', { token: ` ${token}\n`, next: 'https://evil.example/' });
    const set = answer.headers.get('set-cookie') ?? '';
    expect(answer.headers.get('location')).toBe('/');
    expect((await post('/login', { token, next: '/goals/G-3' })).headers.get('location')).toBe('/goals/G-3');
    expect(set).toMatch(/HttpOnly; SameSite=Strict$/);
    expect(set).not.toContain(token);
  });

  it.each(['/', '/?all=1', '/goals/G-3', '/form?act=form/say/G-3', '/goals/G-3/live', '/live'])(
    'shows nothing of %s to those who have not gone it',
    async (path) => {
      const headers: Record<string, string>[] = [
        {},
        { cookie: cookie.replace(/.$/, 'x') },
        { authorization: `Bearer ${token}` },
      ];
      for (const header of headers) {
        const answer = await get(path, header);
        expect([303, 401]).toContain(answer.status);
        expect(await answer.text()).not.toContain('G-2');
      }
    },
  );

  it('is closed to wrong tokens, and after ten of them for a while to all from there', async () => {
    const tries = [];
    for (let number = 0; number < 11; number += 1)
      tries.push((await post('/login', { token: 'guess' })).status);
    expect(tries).toEqual([...Array<number>(10).fill(401), 429]);
    expect(server.log.join('')).not.toContain('guess');
  });

  it('ends with a logout, also for a cookie that somebody kept', async () => {
    expect((await get('/')).status).toBe(200);
    expect((await post('/logout', {})).headers.get('set-cookie')).toContain('Max-Age=0');
    expect((await get('/')).status).toBe(303);
  });

  it('lets those in who follow a link from elsewhere, with one more step', async () => {
    const answer = await get('/goals/G-3', { 'sec-fetch-site': 'cross-site' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('refresh')).toBe('0');
    expect(await answer.text()).not.toContain('G-3');
  });
});

describe('forms', () => {
  it.each([
    ['a foreign origin', { origin: 'https://evil.example' }],
    ['the origin null', { origin: 'null' }],
    ['a foreign site', { 'sec-fetch-site': 'same-site' }],
  ])('with %s do nothing', async (_, headers) => {
    for (const path of ['/say', '/press', '/form', '/login', '/logout'])
      expect((await post(path, { line: 'list', act: 'pause/G-3', token }, headers)).status).toBe(403);
    expect(server.asked).toEqual([]);
    expect((await get('/')).status).toBe(200);
  });

  it('that name no page do nothing', async () => {
    const answer = await fetch(`${server.url}/say`, {
      method: 'POST',
      headers: { cookie },
      body: new URLSearchParams({ line: 'list' }),
    });
    expect(answer.status).toBe(403);
    expect(server.asked).toEqual([]);
  });

  it('ask as the operator, under a name that stays when they are sent twice', async () => {
    await post('/say', { line: 'run it\r\nall', key: 'abcdefgh-1', goal: 'G-3' });
    await post('/say', { line: 'run it\r\nall', key: 'abcdefgh-1', goal: 'G-3' });
    await post('/say', { line: 'run it', key: '../' });
    expect(world.meant[0]).toEqual(['run it\nall', 'G-3']);
    const ids = server.asked.map(({ deliveryId }) => deliveryId);
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).not.toBe(ids[0]);
    expect(server.asked[0]?.actor).toMatchObject({ platform: 'local', user: 'local' });
  });

  it('show the answer on the page where they stood', async () => {
    const answer = await (await post('/say', { line: 'pause', goal: 'G-3' })).text();
    expect(answer).toContain('aria-label="Answer"');
    expect(answer).toContain('Stored');
    expect(answer).toContain('href="/goals/G-7"');
  });

  it('press what a control names', async () => {
    await post('/press', { act: 'pause/G-3', key: 'abcdefgh-2', goal: 'G-3' });
    await post('/press', { act: 'switch/G-3', value: 'codex', goal: 'G-3' });
    expect(server.asked.map(({ request }) => request)).toEqual([
      { form: 'fields', verb: 'pause', goal: 'G-3', text: '' },
      { form: 'fields', verb: 'switch', goal: 'G-3', text: 'codex' },
    ]);
    expect((await post('/press', { act: '../../etc' })).status).toBe(400);
  });

  it('of the desk are pages, which keep what was typed when it is refused', async () => {
    const opened = await post('/press', { act: 'form/say/G-3', goal: 'G-3' });
    expect(opened.headers.get('location')).toBe('/form?act=form%2Fsay%2FG-3&goal=G-3');
    expect(await (await get(opened.headers.get('location') ?? '')).text()).toContain('name="in.text"');
    const refused = await post('/form', { act: 'form/say/G-3', 'in.text': 'bad', goal: 'G-3' });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toMatch(/bad<\/textarea>[^]*not that word/);
    await post('/form', { act: 'form/say/G-3', 'in.text': 'good', goal: 'G-3' });
    expect(server.asked.at(-1)?.request).toMatchObject({ verb: 'say', text: 'good' });
  });

  it('are taken up to a size, and at most 120 within a minute', async () => {
    expect((await post('/say', { line: 'x'.repeat(70_000) })).status).toBe(413);
    const answers = [];
    for (let number = 0; number < 120; number += 1) answers.push((await post('/press', { act: '?' })).status);
    expect(new Set(answers)).toEqual(new Set([400]));
    expect(await (await post('/press', { act: '?' })).text()).toContain('too many forms');
  });
});

describe('a page', () => {
  it('turns text from outside into nothing but text', async () => {
    for (const path of ['/goals/G-3', '/form?act=form/say/G-3']) {
      const text = await (await get(path)).text();
      const withoutOwn = text.replaceAll(/<(script|style) nonce="[^"]*">[^]*?<\/\1>/g, '');
      expect(withoutOwn).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;');
      expect(withoutOwn).not.toMatch(/<img|<script|\u202E|\p{Cc}(?<!\n)/u);
      expect(withoutOwn).not.toMatch(/href="javascript/);
    }
  });

  it('may run and load nothing but its own', async () => {
    const [first, second] = [await get('/'), await get('/')];
    const policy = first.headers.get('content-security-policy') ?? '';
    const nonce = /script-src 'nonce-([^']+)'/.exec(policy)?.[1] ?? '-';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(await first.text()).toContain(`<script nonce="${nonce}">`);
    expect(second.headers.get('content-security-policy')).not.toBe(policy);
    expect(first.headers.get('cache-control')).toBe('no-store');
  });

  it('holds no secret', async () => {
    world.shown = page({ title: `with ${secret}` });
    expect(await (await get('/goals/G-3')).text()).not.toContain(secret);
  });

  it('of a goal that is not there says so', async () => {
    world.shown = undefined;
    const answer = await get('/goals/G-9');
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain('there is no goal G-9');
  });
});

describe('a live page', () => {
  it('gets the card, and what was said since it was made', async () => {
    expect(await parts('/goals/G-3/live?after=2000', 3)).toEqual([
      'card',
      'entry-G-3_task',
      'entry-G-3_notice_1',
    ]);
    expect(await parts('/goals/G-3/live?after=0', 2, { 'last-event-id': '2001' })).toEqual([
      'card',
      'entry-G-3_task',
    ]);
  });

  it('gets what changes, and only that', async () => {
    const reading = parts('/goals/G-3/live?after=2000', 4);
    const timer = setInterval(() => {
      world.shown = page({
        entries: [
          ...page().entries,
          {
            kind: 'said',
            key: 'G-3/notice/2',
            at: 3000,
            content: { tone: 'info', title: 'news', blocks: [] },
          },
        ],
      });
      server.reader.add(goalIdOf(3));
    }, 20);
    expect((await reading).slice(3)).toEqual(['entry-G-3_notice_2']);
    clearInterval(timer);
  });

  it('is one of at most 32', async () => {
    const over = new AbortController();
    const open = () => fetch(`${server.url}/live`, { headers: { cookie }, signal: over.signal });
    const answers = await Promise.all(Array.from({ length: 33 }, open));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      ...Array<number>(32).fill(200),
      503,
    ]);
    over.abort();
  });
});
