import { expect, test } from 'vitest';
import { verbTable } from '../../../../../src/app/verbs/table.ts';
import { DroverError } from '../../../../../src/domain/errors.ts';
import {
  createTestWorld,
  nobody,
  sampleInstallation,
  sampleProject,
} from '../../../../support/core/verb-world.ts';
import { wordsOf } from '../../../../support/core/words-of.ts';
import {
  ready,
  red,
  started,
  turnFailed,
  turnFinished,
  workspace,
} from '../../../../support/core/sample-goal.ts';
import { checks } from '../../../../support/core/stages.ts';

const viewer = { platform: 'slack', user: 'U4', name: 'dave' } as const;

async function withGoal(more = {}) {
  const world = createTestWorld(sampleInstallation(), more);
  await world.ask('run fix it');
  return world;
}

test('list is newest first, without those that have ended, unless asked', async () => {
  const { ask } = await withGoal();
  await ask('run second');
  await ask('cancel G-1');
  const handles = async (line: string) => {
    const { data } = await ask(line, { actor: viewer });
    return (data as { goals: { handle: string }[] }).goals.map((goal) => goal.handle);
  };
  expect(await handles('list')).toEqual(['G-2']);
  expect(await handles('list --all')).toEqual(['G-2', 'G-1']);
  expect(await handles('list --state cancelled')).toEqual(['G-1']);
  expect(await handles('list --mine')).toEqual([]);
  expect(await handles('list --project nope')).toEqual([]);
  expect(await ask('list --state nope')).toMatchObject({ ok: false, code: 'WRONG_USAGE' });
});

test('a long list says how many it leaves out', async () => {
  const { ask } = createTestWorld();
  for (let number = 0; number < 23; number += 1) await ask(`run ${number} things`);
  const answer = await ask('list');
  expect(answer.content.title).toBe('23 goals');
  expect(wordsOf(answer.content)).toContain('and 3 more');
});

test('a list names only goals of projects that the asker may see', async () => {
  const installation = sampleInstallation({
    access: { ...nobody, run: ['slack:U1'] },
    projects: {
      shop: sampleProject('shop', { access: { ...nobody, view: ['slack:U4'] } }),
      secret: sampleProject('secret'),
    },
  });
  const { ask } = createTestWorld(installation);
  await ask('run --project shop open work');
  await ask('run --project secret hidden work');
  const text = wordsOf((await ask('list', { actor: viewer })).content);
  expect(text).toContain('open work');
  expect(text).not.toContain('hidden work');
  expect(wordsOf((await ask('list')).content)).toContain('hidden work');
});

test('status is the card, and data for scripts', async () => {
  const { ask } = await withGoal();
  const answer = await ask('status G-1', { actor: viewer });
  expect(wordsOf(answer.content)).toContain('State: queued for a free slot');
  expect(wordsOf(answer.content)).toContain('[Pause]');
  expect(wordsOf(answer.content)).not.toContain('[Details]');
  expect(answer.data).toMatchObject({ handle: 'G-1', state: 'queued', turn: 0 });
});

test('before anything ran, turns, cost, logs and diff say so', async () => {
  const { ask } = await withGoal({ logTail: async () => ' ' });
  const words = async (line: string) => wordsOf((await ask(line)).content);
  expect(await words('turns G-1')).toContain('No turn has ended yet.');
  expect(await words('cost G-1')).toContain('nothing spent');
  expect(await words('logs G-1')).toContain('The agent has said nothing yet.');
  expect(await words('diff G-1')).toContain('G-1 has no worktree yet');
});

test('logs ask for as many lines as wanted, within reason', async () => {
  const asked: number[] = [];
  const logTail = async (_goal: unknown, lines: number) => {
    asked.push(lines);
    return 'x';
  };
  const { ask } = await withGoal({ logTail });
  for (const line of ['logs G-1', 'logs G-1 --n 3', 'logs G-1 --n 100000', 'logs G-1 --n 0']) await ask(line);
  expect(asked).toEqual([20, 3, 2000, 1]);
});

test('a diff that cannot be made is an answer with the reason; a bug is not hidden', async () => {
  const broken = { error: new DroverError('GIT_FAILED', 'git said no', 'Look.') as Error };
  const { ask, happen } = await withGoal({ diff: () => Promise.reject(broken.error) });
  const prepared = await happen(1, { type: 'SlotGranted' });
  const [effect] = prepared.effects;
  await happen(1, {
    type: 'WorkspaceReady',
    effectId: effect?.id ?? ('0.0' as never),
    workspace,
    criteria: [],
  });
  expect(await ask('diff G-1')).toMatchObject({ ok: false, code: 'GIT_FAILED', hint: 'Look.' });
  broken.error = new TypeError('a bug');
  await expect(ask('diff G-1')).rejects.toThrow('a bug');
});

test('agents are probed afresh; what is wrong is shown with its hint', async () => {
  const { ask } = await withGoal({
    probe: async (name: string) =>
      name === 'claude'
        ? { ok: true, version: '2.1' }
        : { ok: false, problem: 'not on PATH', hint: 'Install it.' },
  });
  const text = wordsOf((await ask('agents')).content);
  expect(text).toContain('✔ claude claude 2.1');
  expect(text).toContain('✘ scripted scripted  — not on PATH');
  expect(text).toContain('Install it.');
});

test('projects and who tell what is configured and who one is', async () => {
  const { ask } = createTestWorld();
  expect(wordsOf((await ask('projects')).content)).toContain('shop /repos/shop · agent claude · checks auto');
  const who = await ask('who', { actor: viewer });
  expect(who.content.title).toBe('You are dave (slack:U4): view');
  expect(who.data).toMatchObject({ you: 'slack:U4', role: 'view' });
});

test('status shows a chart when asked for', async () => {
  const { ask, happen } = await withGoal();
  await happen(1, ...ready, started);
  const types = async (line: string) => (await ask(line)).content.blocks.map(({ type }) => type);
  expect(await types('status G-1')).not.toContain('chart');
  expect((await types('status G-1 --chart'))[0]).toBe('chart');
});

test('nothing that only shows changes a goal', async () => {
  const { ask, goal, world } = await withGoal();
  const before = [await goal(1), await world.runtime.store.pending()];
  for (const verb of verbTable.verbs.filter(({ role }) => role === 'view'))
    await ask(verb.goal === 'needed' ? `${verb.name} G-1` : verb.name, { actor: viewer });
  expect([await goal(1), await world.runtime.store.pending()]).toEqual(before);
});

const begin = (seq: number) => ({ type: 'TurnStarted', seq, promptBytes: 1 }) as const;
const saved = (number: number) => ({ type: 'CheckpointMade', number, sha: 'e' }) as const;
const failed = (turn: number) => checks([{ ...red, evidence: `not ok 1 - ${'abcdefgh'[turn]}` } as never]);

/** A turn, a compaction that was asked for, and a turn of another agent that was stopped. */
async function eventful() {
  const world = await withGoal();
  await world.happen(1, ...ready, started);
  await world.happen(1, turnFinished({ context: { used: 50_000 } }));
  await world.ask('compact G-1');
  await world.happen(1, failed(1), saved(2), begin(2), turnFinished({ text: 'S', context: { used: 9000 } }));
  await world.happen(1, begin(3));
  await world.ask('switch G-1 --agent scripted');
  await world.ask('stop G-1');
  await world.happen(1, turnFinished({ outcome: 'aborted' }));
  return world;
}

test('turns shows every start: compactions by their name, stopped turns, and which agent', async () => {
  const { ask } = await eventful();
  const answer = await ask('turns G-1');
  expect(answer.content.title).toBe('G-1 · 3 starts of an agent');
  const rows = answer.content.blocks.map((block) =>
    wordsOf({ tone: 'info', title: '', blocks: [block] }).trim(),
  );
  expect(rows[0]).toMatch(/^1\.1 finished · claude · /);
  expect(rows[1]).toMatch(/^compaction finished · claude · /);
  expect(rows[2]).toMatch(/^2\.1 aborted · claude · /);
  expect(answer.data).toMatchObject({
    turns: [{ kind: 'work' }, { kind: 'compact' }, { outcome: 'aborted' }],
  });
});

test('turns of several runs are numbered by run', async () => {
  const { ask, happen } = await eventful();
  await ask('cancel G-1');
  await ask('continue G-1');
  await happen(1, { type: 'SlotGranted' }, saved(3), begin(4), turnFinished());
  expect(wordsOf((await ask('turns G-1')).content)).toContain('run 2 · 1.1 finished · scripted');
});

test('cost shows the budgets with what is used of each, of this run alone', async () => {
  const { ask } = await eventful();
  await ask('budget G-1 +5turns');
  const text = wordsOf((await ask('cost G-1', { actor: viewer })).content);
  expect(text).toContain('G-1 · $1.50');
  expect(text).toContain('Turns: 2 of 45 turns (grown by 5 turns)');
  expect(text).toContain('Cost: $1.50 of $5.00');
});

test('status shows who works now, and what scripts may want to know of it', async () => {
  const { ask } = await eventful();
  const answer = await ask('status G-1');
  expect(wordsOf(answer.content)).toContain('Agent: scripted in place of claude');
  expect(answer.data).toMatchObject({
    state: 'paused',
    run: 1,
    agent: { name: 'scripted' },
    budget: { turns: 40 },
    used: { turns: 2 },
  });
});

test('a waiting goal has its deadline and its reason in the list', async () => {
  const { ask, happen } = await withGoal();
  await happen(
    1,
    ...ready,
    started,
    turnFailed({ kind: 'overloaded', message: 'busy', retryAfterMs: 60_000 }),
  );
  const answer = await ask('list');
  expect(wordsOf(answer.content)).toMatch(
    /waiting \(rate-limit\): busy; then the turn is tried again \(until \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\)/,
  );
  expect(answer.data).toMatchObject({ goals: [{ waiting: { reason: 'rate-limit' } }] });
});

test('a sleeping goal says until when and why, in the list and in its status', async () => {
  const { ask, happen } = await withGoal();
  const text = JSON.stringify({ __drover_sleep__: true, duration_ms: 60_000, reason: 'the build' });
  await happen(1, ...ready, started, turnFinished({ text }));
  expect(wordsOf((await ask('list')).content)).toMatch(/sleeping until .* UTC: the build/);
  expect((await ask('status G-1')).data).toMatchObject({ state: 'sleeping', sleep: { reason: 'the build' } });
});

test('logs --raw shows what the agent’s program printed', async () => {
  const { ask } = await withGoal({
    logTail: async () => 'words',
    rawTail: async (_goal: unknown, lines: number) => `{"raw":${lines}}`,
  });
  expect(wordsOf((await ask('logs G-1 --raw --n 3')).content)).toContain('{"raw":3}');
  expect(wordsOf((await ask('logs G-1')).content)).toContain('words');
});

test('logs --checks shows what the checks printed, without its colours', async () => {
  const { ask } = await withGoal({
    rawTail: async (_goal: unknown, lines: number, of: string) =>
      of === 'checks' ? `\u001b[31m${lines} red\u001b[0m` : 'the agent',
  });
  const answer = await ask('logs G-1 --checks --n 3');
  expect(wordsOf(answer.content)).toContain('3 red');
  expect(answer.data).toEqual({ log: '3 red' });
  const { ask: early } = await withGoal({ rawTail: async () => '' });
  expect(wordsOf((await early('logs G-1 --checks')).content)).toContain('No check has run yet.');
});

test('the commits that an agent made are shown with their turn, and counted in the status', async () => {
  const { ask, happen } = await withGoal();
  const commits = [...Array(4).keys()].map((n) => ({ sha: `${n}`.repeat(40), subject: `step ${n}`, at: 1 }));
  await happen(1, ...ready, started, { ...turnFinished(), commits } as Parameters<typeof happen>[1]);
  const row = wordsOf((await ask('turns G-1')).content);
  expect(row).toContain('4 commits: … 1111111111 step 1, 2222222222 step 2, 3333333333 step 3');
  const status = await ask('status G-1');
  expect(wordsOf(status.content)).toContain('The agent made 4 commits: /goal turns G-1.');
  expect(status.data).toMatchObject({ commits });
});

test('the status of a goal whose worktree was removed says so', async () => {
  const { ask, happen } = await withGoal();
  await ask('cancel G-1');
  await happen(1, { type: 'WorkspaceEvicted' });
  expect(wordsOf((await ask('status G-1')).content)).toContain('Its worktree was removed at');
});
