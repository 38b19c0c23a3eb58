import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import type { StoredMessage } from '../support/slack-emulator/emulator-state.ts';
import { factsOf, goalView, whenEnded, whenGoal, whenSaid, type GoalView } from '../support/whole/goals.ts';
import { allGone, livingChildren } from '../support/whole/processes.ts';
import { runToEnd } from '../support/whole/run-to-end.ts';
import { aliceId, posts } from '../support/whole/slack.ts';
import { openStage, type Stage } from '../support/whole/stage.ts';
import { until } from '../support/until.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

/** drover is started twice, told to end, and killed; its goals go on as if nothing had happened. */
let stage: Stage;
afterEach(() => stage.close());

const right = { edit: { path: 'notes.txt', write: 'right' } };
const scripted = (...turns: readonly object[][]) => ({ kind: 'scripted', script: { turns } });

const agents = {
  /** Hangs when its session begins, and does the work when the session is resumed. */
  scripted: scripted(
    [
      { usage: { input: 700, output: 70, costUsd: 0.07 } },
      { say: 'Deep in thought.' },
      { daemon: { seconds: 300 } },
      { hang: 'stubborn' },
    ],
    [right, { say: 'Done.' }],
  ),
  /** Thinks until it is told to go on. */
  patient: scripted([
    { usage: { input: 700, output: 70, costUsd: 0.07 } },
    { say: 'Deep in thought.' },
    { waitFor: 'go.txt' },
    right,
    { say: 'Done.' },
  ]),
  limited: scripted(
    [{ fail: { kind: 'rate-limited', message: 'come back later', retryAfterMs: 8000 } }],
    [right, { say: 'Done.' }],
  ),
  quick: scripted([right, { say: 'Done.' }]),
};

const begin = async (goals: number, args: readonly string[] = []) => {
  stage = await openStage({ config: { agents, concurrency: { goals } }, args });
};

/** Lets the patient agent of a goal go on. */
const letGo = (goal: GoalView) => writeFile(join(goal.workspace?.path ?? '', 'go.txt'), 'go');

async function start(text: string, agent = 'scripted'): Promise<string> {
  const seen = await stage.type(aliceId, `run --accept true --agent ${agent} ${text}`);
  return /G-\d+/.exec(seen)?.[0] ?? '';
}

const keyOf = (post: StoredMessage): string => JSON.stringify(post.metadata?.event_payload['key']);

/** Everything that was said is there once: also what was being said when drover died. */
async function expectedOnce(handles: readonly string[]): Promise<{ keys: string[]; texts: string }> {
  await until('all ends to be told', () =>
    handles.every((handle) => posts(stage.state).some((post) => post.text.includes(`${handle} is done`)))
      ? true
      : undefined,
  );
  const told = posts(stage.state);
  return { keys: told.map(keyOf), texts: told.map((post) => post.text).join('\n') };
}

const attempts = (goal: GoalView) =>
  goal.turns.map(({ turn, attempt, outcome, session }) => ({ turn, attempt, outcome, session }));

test('a second start on the same home refuses, names who runs and where, and harms nothing', async () => {
  await begin(1);
  const { drover, installation } = stage;
  const second = await runToEnd(['start'], { home: installation.home, cwd: installation.folder });
  expect(second.code).toBeGreaterThan(0);
  expect(second.stderr).toContain('ANOTHER_DROVER_RUNS');
  expect(second.stderr).toContain(`process ${drover.child.pid}`);
  expect(second.stderr).toContain(drover.url);
  expect(second.stderr).toMatch(/hint: .*DROVER_HOME/);
  const handle = await start('go on', 'quick');
  expect(await whenEnded(drover, handle)).toMatchObject({ state: 'done' });
  const owner = await readFile(join(installation.home, 'locks', 'owner.json'), 'utf8');
  expect(JSON.parse(owner)).toMatchObject({ pid: drover.child.pid, url: drover.url });
});

/** Ends drover politely; it has ten seconds. */
async function endPolitely(): Promise<unknown> {
  const ending = stage.drover.end('SIGTERM');
  const given = new AbortController();
  const patience = until('the end', () => (given.signal.aborted ? true : undefined), 10_000);
  const [code] = await Promise.all([ending.finally(() => given.abort()), patience]);
  return code;
}

const cardOf = (handle: string): string =>
  JSON.stringify(posts(stage.state).find((post) => keyOf(post).includes(`${handle}/root/`)) ?? '');

test.each(['SIGTERM', 'SIGKILL'] as const)(
  'an upgrade in the middle of a turn (%s) is invisible: the agent works on, and the next start goes on with it',
  async (signal) => {
    await begin(2);
    const handle = await start('think', 'patient');
    const before = await whenSaid(stage.drover, handle, 'Deep in thought');
    const posted = () => posts(stage.state).length;
    const toldBefore = posted();
    const [code, card] = signal === 'SIGTERM' ? [0, /drover is away/] : ['SIGKILL', /running/];
    expect(signal === 'SIGTERM' ? await endPolitely() : await stage.drover.end(signal)).toBe(code);
    expect(cardOf(handle)).toMatch(card);
    expect(await livingChildren(stage.installation.home)).not.toEqual([]);
    await letGo(before);
    await stage.restart();
    const goal = await whenEnded(stage.drover, handle);
    expect(goal).toMatchObject({ state: 'done', turn: 1, attempt: 1, usage: { input: 700, costUsd: 0.07 } });
    expect(attempts(goal)).toEqual([
      { turn: 1, attempt: 1, outcome: 'finished', session: before.session?.id },
    ]);
    const { keys } = await expectedOnce([handle]);
    expect(new Set(keys).size).toBe(keys.length);
    await until('the card to be over it', () => (/done, verified/.test(cardOf(handle)) ? true : undefined));
    expect(
      posts(stage.state)
        .map((post) => post.text)
        .join(),
    ).not.toMatch(/broke|crash/);
    // Nothing new in the thread but the end; what there was to tell stood on the card.
    expect(posted()).toBe(toldBefore + 1);
    expect(cardOf(handle)).not.toMatch(/away|restarted/);
    await allGone(stage.installation.home);
  },
);

test('while the agent still works after a restart, the card has one line about it', async () => {
  await begin(2);
  const handle = await start('think', 'patient');
  const before = await whenSaid(stage.drover, handle, 'Deep in thought');
  await stage.drover.end('SIGKILL');
  await stage.restart();
  await until('the card to tell', () => (/restarted/.test(cardOf(handle)) ? true : undefined));
  expect((await stage.type(aliceId, `stop ${handle}`)).toLowerCase()).toContain('turn 1');
  const stopped = await whenGoal(stage.drover, handle, (goal) => goal.state === 'paused');
  expect(stopped.turns).toMatchObject([{ outcome: 'aborted', usage: { input: 700 } }]);
  await allGone(stage.installation.home);
  await letGo(before);
  await stage.type(aliceId, `resume ${handle}`);
  const goal = await whenEnded(stage.drover, handle);
  expect(goal).toMatchObject({ state: 'done', turn: 2 });
  expect(goal.turns[1]?.session).toBe(before.session?.id);
});

test('told to end and to drain, drover leaves nothing running, and the next start resumes the turn', async () => {
  await begin(2, ['--drain']);
  const handle = await start('think');
  const before = await whenSaid(stage.drover, handle, 'Deep in thought');
  expect(await endPolitely()).toBe(0);
  expect(await livingChildren(stage.installation.home)).toEqual([]);
  await stage.restart();
  const goal = await whenEnded(stage.drover, handle);
  expect(goal).toMatchObject({ state: 'done', turn: 1, attempt: 2 });
  const session = before.session?.id;
  expect(attempts(goal)).toEqual([
    { turn: 1, attempt: 1, outcome: 'failed', session },
    { turn: 1, attempt: 2, outcome: 'finished', session },
  ]);
  expect(goal.turns[0]?.failure).toMatchObject({ byRestart: true });
  expect(goal.usage).toMatchObject({ input: 700, costUsd: 0.07 });
  const { keys, texts } = await expectedOnce([handle]);
  expect(new Set(keys).size).toBe(keys.length);
  expect(texts).not.toMatch(/broke|crash/);
});

test('killed with goals in a turn, waiting, paused and queued, the next start goes on with each where it was', async () => {
  await begin(1);
  const waits = await start('wait for the vendor', 'limited');
  const waiting = await whenGoal(stage.drover, waits, (goal) => goal.state === 'waiting');
  const thinks = await start('think', 'patient');
  const thinking = await whenSaid(stage.drover, thinks, 'Deep in thought');
  const queued = await start('stand in line', 'quick');
  const paused = await start('be held', 'quick');
  expect(await stage.type(aliceId, `pause ${paused}`)).toContain(`${paused} is paused`);
  await stage.type(aliceId, `say ${paused} mind the cents`);
  expect((await goalView(stage.drover, queued)).state).toBe('queued');

  expect(await stage.drover.end('SIGKILL')).toBe('SIGKILL');
  await stage.restart();
  await letGo(thinking);

  expect(await whenEnded(stage.drover, thinks)).toMatchObject({ state: 'done', turn: 1, attempt: 1 });
  expect(await whenEnded(stage.drover, queued)).toMatchObject({ state: 'done', turn: 1, attempt: 1 });
  expect(await whenEnded(stage.drover, waits)).toMatchObject({ state: 'done', turn: 1, attempt: 2 });
  const woken = (await factsOf(stage.drover, waits)).filter((fact) => fact.type === 'wake');
  expect(woken).toHaveLength(1);
  expect(woken[0]?.at).toBeGreaterThanOrEqual(waiting.waiting?.deadline ?? Infinity);
  expect(await goalView(stage.drover, paused)).toMatchObject({
    state: 'paused',
    turn: 0,
    messages: [{ receipt: 'M-1', state: 'queued' }],
  });
  await stage.type(aliceId, `resume ${paused}`);
  expect(await whenEnded(stage.drover, paused)).toMatchObject({
    state: 'done',
    messages: [{ receipt: 'M-1', state: 'acknowledged' }],
  });
  await allGone(stage.installation.home);
  const { keys } = await expectedOnce([thinks, queued, waits, paused]);
  expect(new Set(keys).size).toBe(keys.length);
});
