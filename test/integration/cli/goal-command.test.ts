import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runGoalCommand } from '../../../adapters/cli/goal/run-goal-command.ts';
import type { WhereDrover } from '../../../adapters/cli/goal/find-drover.ts';
import { goalIdOf } from '../../../src/domain/ids.ts';
import type { VerbAnswer } from '../../../src/domain/verb.ts';
import { openServer, token, type OpenServer } from '../http/open-server.ts';

let home: string;
let server: OpenServer | undefined;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'drover-cli-'));
  await mkdir(join(home, 'locks'));
  await writeFile(join(home, 'token'), `${token}\n`);
});
afterEach(async () => {
  await server?.stop();
  server = undefined;
  await rm(home, { recursive: true, force: true });
});

const writeOwner = (owner: unknown) =>
  writeFile(join(home, 'locks', 'owner.json'), typeof owner === 'string' ? owner : JSON.stringify(owner));

/** A drover that gives this answer to everything, found through its home. */
async function running(answer?: VerbAnswer): Promise<OpenServer> {
  server = await openServer(answer === undefined ? {} : { intake: async () => answer });
  await writeOwner({ pid: process.pid, url: server.url });
  return server;
}

async function goal(
  words: readonly string[],
  where: Partial<WhereDrover> = {},
  env: Record<string, string> = {},
) {
  const out: string[] = [];
  const err: string[] = [];
  const options = {
    where: { home, ...where },
    actor: 'ann',
    env,
    output: { write: (text: string) => out.push(text) },
    errorOutput: { write: (text: string) => err.push(text) },
  };
  const code = await runGoalCommand(words, options, new AbortController().signal);
  return { code, out: out.join(''), err: err.join('') };
}

/** The id of a process that has ended. */
async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await new Promise((resolve) => child.once('exit', resolve));
  return child.pid ?? 0;
}

describe('drover goal', () => {
  it('finds the running drover through its home, asks it word for word, and prints the answer', async () => {
    const { asked } = await running();
    const words = ['run', '--accept', 'npm test', '--unknown', 'fix', 'the "cart"', '--', '--json'];
    expect(await goal(words)).toEqual({ code: 0, out: '✔ Stored\n', err: '' });
    expect(asked).toMatchObject([
      {
        deliveryId: expect.stringMatching(/^http:run:[0-9a-f-]{36}$/),
        actor: { platform: 'local', user: 'local', name: 'ann' },
        request: { form: 'argv', argv: words },
      },
    ]);
  });

  it('asks for help when it is given no words', async () => {
    const { asked } = await running();
    await goal([]);
    expect(asked).toMatchObject([{ request: { argv: ['help'] } }]);
  });

  it('asks where DROVER_URL and DROVER_TOKEN say, whatever the home holds', async () => {
    server = await openServer();
    await rm(join(home, 'token'));
    expect(await goal(['list'], { url: `${server.url}/`, token })).toMatchObject({ code: 0 });
  });

  it('prints the whole answer as one JSON object with --json', async () => {
    await running();
    const { code, out } = await goal(['list', '--json']);
    expect([code, JSON.parse(out)]).toMatchObject([
      0,
      { ok: true, goal: 'G-7', text: 'Stored', data: { n: 1 } },
    ]);
  });

  it.each([
    ['PROJECT_REQUIRED', 2],
    ['GOAL_NOT_FOUND', 2],
    ['VERB_UNKNOWN', 2],
    ['ACCESS_DENIED', 1],
    ['GOAL_ENDED', 1],
    ['NOT_BUILT', 3],
  ] as const)('prints a refusal (%s) as an error with its hint and ends with %i', async (code, exit) => {
    await running({
      ok: false,
      code,
      hint: 'Do this.',
      goal: goalIdOf(1),
      content: {
        tone: 'bad',
        title: 'It cannot be',
        blocks: [
          { type: 'text', spans: ['because of that'] },
          { type: 'small', spans: ['Do this.'] },
        ],
      },
    });
    const refused = await goal(['stop', 'G-1']);
    const json = await goal(['stop', 'G-1', '--json']);
    expect(refused).toEqual({
      code: exit,
      out: '',
      err: `error: It cannot be (${code})\nhint: Do this.\n  because of that\n`,
    });
    expect([json.code, json.err, JSON.parse(json.out)]).toMatchObject([
      exit,
      '',
      { ok: false, code, hint: 'Do this.' },
    ]);
  });

  it('says that drover is not running, in every way in which it may not be', async () => {
    const cases: [unknown, RegExp][] = [
      [undefined, /no drover runs with the home/],
      ['{"pid": 1', /cannot be understood/],
      [{ pid: await deadPid(), url: 'http://127.0.0.1:9' }, /has ended/],
      [{ pid: process.pid }, /is not ready yet/],
      [{ pid: process.pid, url: 'http://127.0.0.1:9' }, /cannot be reached at http:\/\/127\.0\.0\.1:9/],
    ];
    for (const [owner, message] of cases) {
      if (owner !== undefined) await writeOwner(owner);
      const { code, out, err } = await goal(['list']);
      expect([code, out]).toEqual([3, '']);
      expect(err).toMatch(message);
      expect(err).toMatch(/\(NOT_RUNNING\)\nhint: Start it with: drover start\./);
    }
  });

  it('says so as JSON with --json', async () => {
    const { code, out } = await goal(['--json', 'list']);
    expect([code, JSON.parse(out)]).toMatchObject([3, { ok: false, code: 'NOT_RUNNING' }]);
  });

  it('says what to do about a token that is missing or wrong', async () => {
    await running();
    const wrong = await goal(['list'], { token: 'wrong' });
    await rm(join(home, 'token'));
    const missing = await goal(['list']);
    expect([wrong.code, missing.code]).toEqual([2, 2]);
    expect([wrong.err, missing.err].every((text) => text.includes('(TOKEN_REFUSED)\nhint: '))).toBe(true);
  });

  it.skipIf(process.getuid?.() === 0)('says whose token it may not read', async () => {
    await running();
    await chmod(join(home, 'token'), 0);
    expect((await goal(['list'])).err).toContain('Run this as the user that drover runs as.');
  });

  it('does not take another server for drover, nor follow it elsewhere with the token', async () => {
    const seen: (string | undefined)[] = [];
    const other = createServer((request, response) => {
      seen.push(request.url);
      if (request.url?.includes('list')) response.end('<html>hello</html>');
      else response.writeHead(307, { location: '/elsewhere' }).end();
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
    const page = await goal(['list'], { url });
    const redirect = await goal(['stop'], { url });
    other.closeAllConnections();
    await new Promise((resolve) => other.close(resolve));
    expect([page.code, redirect.code]).toEqual([3, 3]);
    expect(page.err).toContain('is not drover (NOT_RUNNING)');
    expect(seen).toEqual(['/api/verbs/list', '/api/verbs/stop']);
  });

  it('cannot be made to call another route by what is typed as a verb', async () => {
    const { asked } = await running();
    const { code } = await goal(['../goals?x=']);
    expect([code, asked]).toMatchObject([0, [{ request: { argv: ['../goals?x='] } }]]);
  });
});
