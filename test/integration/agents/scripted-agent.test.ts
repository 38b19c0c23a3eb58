import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createScriptedAgent } from '../../../adapters/agents/scripted/create-scripted-agent.ts';
import type { Step } from '../../../adapters/agents/scripted/script.ts';
import { systemClock } from '../../../adapters/system/system-clock.ts';
import { noUsage } from '../../../src/domain/turn.ts';
import type { Agent, AgentEvent, TurnRequest, TurnResult } from '../../../src/ports/agent.ts';
import { quietLogger } from '../../support/agents/quiet-logger.ts';

let root: string;
let events: AgentEvent[];
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'drover-scripted-'));
  events = [];
  logger = quietLogger();
});
afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

let logger: ReturnType<typeof quietLogger>;

const agentOf = (script: { inline: unknown } | { file: string }) =>
  createScriptedAgent({
    name: 'actor',
    script,
    env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin', HOME: join(root, 'home') },
    clock: systemClock,
    logger,
  });

const requestOf = (more: Partial<TurnRequest> = {}): TurnRequest => ({
  kind: 'work',
  tag: `scripted/${root}/1`,
  prompt: 'go',
  session: { id: 'a', resume: false, totals: noUsage },
  workspace: root,
  folder: join(root, 'turn'),
  allowedCommands: [],
  limits: { turnMs: 60_000, killAfterMs: 1_000 },
  onEvent: (event) => void events.push(event),
  leave: new AbortController().signal,
  ...more,
});

async function runWhole(agent: Agent, request: TurnRequest, signal = new AbortController().signal) {
  const result = await agent.runTurn(request, signal);
  if (result.outcome === 'left') throw new Error('nobody wished to leave');
  return result;
}

const playOf = (script: { inline: unknown } | { file: string }) => {
  const agent = agentOf(script);
  return (id: string, resume: boolean, prompt = 'go', totals = noUsage): Promise<TurnResult> =>
    runWhole(agent, requestOf({ prompt, session: { id, resume, totals } }));
};
const play = (...turns: Step[][]) => playOf({ inline: { turns } });
const file = (name: string): Promise<string> => readFile(join(root, name), 'utf8');

describe('the scripted agent', () => {
  it('plays the next turn when the session goes on, and the last one again and again', async () => {
    const turn = play([{ say: 'one' }], [{ say: 'two' }]);
    const id = randomUUID();
    expect((await turn(id, false)).text).toBe('one');
    expect((await turn(id, true)).text).toBe('two');
    expect((await turn(id, true)).text).toBe('two');
  });

  it('begins at the first turn in another session', async () => {
    const turn = play([{ say: 'one' }], [{ say: 'two' }]);
    await turn('a', false);
    expect((await turn('b', false)).text).toBe('one');
  });

  it('can count the turns over all sessions', async () => {
    const turn = playOf({ inline: { countBy: 'home', turns: [[{ say: 'one' }], [{ say: 'two' }]] } });
    await turn('a', false);
    expect((await turn('b', false)).text).toBe('two');
  });

  it('counts a turn that crashed', async () => {
    const turn = play([{ crash: { signal: 'SIGKILL' } }], [{ say: 'back' }]);
    expect((await turn('a', false)).failure).toMatchObject({ kind: 'crashed', signal: 'SIGKILL' });
    expect(await turn('a', true)).toMatchObject({ outcome: 'finished', text: 'back' });
  });

  it('loses sessions it never had and does not begin one twice', async () => {
    const turn = play([{ say: 'one' }]);
    expect((await turn('a', true)).failure?.kind).toBe('session-lost');
    await turn('a', false);
    expect((await turn('a', false)).failure?.kind).toBe('session-lost');
  });

  it('writes, edits, deletes and runs in the worktree', async () => {
    await writeFile(join(root, 'old.txt'), 'x');
    await play([
      { edit: { path: 'a/b.txt', write: 'one two\n' } },
      { edit: { path: 'a/b.txt', replace: { from: 'two', to: '$& three' } } },
      { delete: 'old.txt' },
      { run: 'cat a/b.txt > copy.txt; exit 3' },
    ])('a', false);
    expect(await file('copy.txt')).toBe('one $& three\n');
    expect(await readdir(root)).not.toContain('old.txt');
    expect(events.filter(({ type }) => type === 'tool')).toHaveLength(4);
  });

  it('can show the prompt, so that one can see what it was told', async () => {
    const prompt = 'Fix "it"\n{{turn}} ünïcödé';
    const write = '{{turn}}/{{session}}: {{prompt}} {{other}}';
    await play([{ edit: { path: 'prompt.txt', write } }])('s1', false, prompt);
    expect(await file('prompt.txt')).toBe(`1/s1: ${prompt} {{other}}`);
  });

  it('does not reach outside of the worktree', async () => {
    const result = await play([{ edit: { path: '../escaped.txt', write: 'x' } }])('a', false);
    expect(result).toMatchObject({ outcome: 'failed', failure: { kind: 'crashed' } });
    await expect(readFile(join(root, '..', 'escaped.txt'))).rejects.toThrow('ENOENT');
  });

  it('fails when a text to replace is not there', async () => {
    await writeFile(join(root, 'a.txt'), 'one');
    const replace = { from: 'two', to: 'three' };
    const result = await play([{ edit: { path: 'a.txt', replace } }])('a', false);
    expect(result.outcome).toBe('failed');
    expect(await file('turn/stderr.log')).toContain('not found in a.txt: two');
  });

  it('changes the session it goes on with', async () => {
    expect((await play([{ sessionId: 'other' }])('a', false)).session).toBe('other');
  });

  it('reads its script from a file, anew at every turn', async () => {
    const script = join(root, 'script.json');
    await writeFile(script, JSON.stringify({ turns: [[{ say: 'one' }]] }));
    const turn = playOf({ file: script });
    expect((await turn('a', false)).text).toBe('one');
    await writeFile(script, JSON.stringify({ turns: [[{ say: 'changed' }]] }));
    expect((await turn('a', true)).text).toBe('changed');
  });

  it.each([
    ['is not valid', '{"turns":[[{"sai":"x"}]]}', 'is not valid'],
    ['is no JSON', '{', 'cannot be read'],
  ])('refuses a script that %s, and says so when asked how it is', async (_, text, reason) => {
    const script = join(root, 'script.json');
    await writeFile(script, text);
    const result = await playOf({ file: script })('a', false);
    expect(result).toMatchObject({ outcome: 'failed', failure: { kind: 'cli-refused' } });
    expect(result.failure?.message).toContain(reason);
    const health = await agentOf({ file: script }).probe(new AbortController().signal);
    expect(health).toMatchObject({ ok: false, hint: expect.stringContaining('docs/') });
    expect(health.problem).toContain(reason);
  });

  it('refuses when its script is missing', async () => {
    const result = await playOf({ file: join(root, 'none.json') })('a', false);
    expect(result.failure?.message).toContain('none.json');
  });

  it('keeps its sessions in a HOME that is made for it, for nobody else to read', async () => {
    await play([{ say: 'one' }])('a', false);
    expect((await stat(join(root, 'home'))).mode & 0o077).toBe(0);
  });

  it('takes a turn for cut off whose notes were torn by a crash of the machine, unless its stream is whole', async () => {
    const agent = agentOf({ inline: { turns: [[{ say: 'one' }]] } });
    await play([{ say: 'one' }])('a', false);
    await writeFile(join(root, 'turn/exit.json'), '\0\0\0\0');
    await writeFile(join(root, 'turn/shim.json'), '\0\0');
    await writeFile(join(root, 'turn/meta.json'), '{"startedAt":');
    const again = () => agent.attach(requestOf(), new AbortController().signal);
    expect(await again()).toMatchObject({ outcome: 'finished', text: 'one', usage: { wallMs: 0 } });
    await writeFile(join(root, 'turn/stdout.jsonl'), '\0\0\0\0');
    expect(await again()).toMatchObject({ outcome: 'failed', failure: { kind: 'crashed' } });
  });

  it('waits for a file, and shows in the meantime that it lives', async () => {
    const turn = play([{ tick: { everyMs: 1, times: 3 } }, { waitFor: 'go' }, { say: 'gone on' }])(
      'a',
      false,
    );
    const ticks = () => events.filter((event) => event.type === 'tool').map(({ what }) => what);
    await expect.poll(ticks, { timeout: 20_000 }).toEqual(['1', '2', '3']);
    expect(events.filter(({ type }) => type === 'text')).toEqual([]);
    await writeFile(join(root, 'go'), '');
    expect((await turn).text).toBe('gone on');
  });

  it.each([
    ['keeps what it used when it is interrupted', { hang: 'quiet' }, 20_000, { exitCode: 0 }],
    ['does not listen when it is stubborn', { hang: 'stubborn' }, 500, { signal: 'SIGKILL' }],
  ] as const)('%s', async (_, hang, killAfterMs, how) => {
    const stop = new AbortController();
    const onEvent = ({ type }: AgentEvent): void => void (type === 'usage' && stop.abort());
    const agent = agentOf({ inline: { turns: [[{ usage: { input: 7, costUsd: 0.5 } }, hang]] } });
    const result = await runWhole(
      agent,
      requestOf({ onEvent, limits: { turnMs: 60_000, killAfterMs } }),
      stop.signal,
    );
    expect(result).toMatchObject({
      outcome: 'aborted',
      session: 'a',
      usage: { input: 7, costUsd: 0.5 },
      ...how,
    });
  });
});

describe('the scripted agent as one that reports running totals', () => {
  const script = { totals: true, turns: [[{ usage: { input: 10, costUsd: 0.25 } }]] };

  it('answers with what the turn used, and with the totals to give back', async () => {
    expect(agentOf({ inline: script }).capabilities.usageScope).toBe('session');
    const turn = playOf({ inline: script });
    const first = await turn('a', false);
    const second = await turn('a', true, 'go', first.sessionTotals);
    expect([first, second].map(({ usage }) => [usage.input, usage.costUsd])).toEqual([
      [10, 0.25],
      [10, 0.25],
    ]);
    expect(second.sessionTotals).toMatchObject({ input: 20, costUsd: 0.5 });
    const other = await turn('b', false);
    expect([other.usage.input, other.sessionTotals?.input]).toEqual([10, 10]);
  });
});

const compact = (agent: Agent): Promise<TurnResult> =>
  runWhole(
    agent,
    requestOf({
      kind: 'compact',
      prompt: 'the plan',
      session: { id: 'a', resume: true, totals: noUsage },
      folder: join(root, 'compact'),
    }),
  );

describe('compaction of a scripted session', () => {
  const turns = [[{ context: { used: 900, window: 1_000 } }, { say: 'one' }], [{ say: 'two' }]];

  it('leaves a smaller context and a summary, and is no turn of the script', async () => {
    const agent = agentOf({ inline: { turns } });
    expect(agent.capabilities.compact).toBe(true);
    expect((await runWhole(agent, requestOf())).context).toEqual({ used: 900, window: 1_000 });
    expect(await compact(agent)).toMatchObject({
      outcome: 'finished',
      context: { used: 90, window: 1_000 },
      text: expect.stringContaining('the plan'),
    });
    const session = { id: 'a', resume: true, totals: noUsage };
    expect((await runWhole(agent, requestOf({ session }))).text).toBe('two');
  });

  it('plays what the script says, failures included', async () => {
    const steps = [{ usage: { input: 3 } }, { fail: { kind: 'agent-error', message: 'not now' } }];
    const agent = agentOf({ inline: { turns, compact: steps } });
    await runWhole(agent, requestOf());
    expect(await compact(agent)).toMatchObject({
      outcome: 'failed',
      failure: { kind: 'agent-error' },
      usage: { input: 3 },
    });
  });

  it('can be something that the agent does not know', async () => {
    const agent = agentOf({ inline: { turns, compact: false } });
    expect(agent.capabilities.compact).toBe(false);
    await runWhole(agent, requestOf());
    expect((await compact(agent)).failure?.kind).toBe('cli-refused');
  });
});
