import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createHelperModel, type HelperModel } from '../support/helper-model/create-helper-model.ts';
import { helperFaults, type HelperReplyInput } from '../support/helper-model/helper-reply.ts';
import { until } from '../support/until.ts';
import type { DroverProcess } from '../support/whole/drover-process.ts';
import { factsOf, runGoal, whenEnded, type GoalView } from '../support/whole/goals.ts';
import { makeInstallation, type Installation } from '../support/whole/installation.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

/** What is wrong with the helper model while a goal runs, told apart by the goal's own words. */
const troubles: Readonly<Record<string, HelperReplyInput>> = {
  slow: helperFaults.slow(9000),
  busy: helperFaults.rateLimited(),
  'busy-for-long': helperFaults.rateLimited('240'),
  chunks: helperFaults.badChunks(),
  unfinished: helperFaults.noEnd(),
  prose: helperFaults.prose(),
  refused: helperFaults.refuse(),
  empty: helperFaults.emptyChoices(),
};

/** What a use makes of words that are whole, although something is wrong. */
const summaries: Readonly<Record<string, string>> = {
  chunks: 'Two whole words.',
  prose: 'I would be glad to help you with that! What exactly do you need?',
};

const worker = {
  kind: 'scripted',
  models: ['small', 'large'],
  script: { turns: [[{ edit: { path: 'work.txt', write: 'done' } }, { say: 'I did the work.' }]] },
};

/** Its context is full after each turn, and it cannot compact it; its last prompt stands in the worktree. */
const full = {
  kind: 'scripted',
  script: {
    compact: false,
    turns: [
      [
        { edit: { path: 'prompt.txt', write: '{{prompt}}' } },
        { context: { used: 190_000, window: 200_000 } },
        { say: 'I look on.' },
      ],
    ],
  },
};

/** What a helper model without trouble says. */
const standing = 'The cache is looked at; the cart is next.';

let installation: Installation;
let helper: HelperModel;
let drover: DroverProcess;

beforeAll(async () => {
  helper = await createHelperModel(
    ({ raw }) => troubles[/trouble: ([a-z-]+)/.exec(raw)?.[1] ?? ''] ?? { text: standing },
  );
  const project = { agent: 'worker', deliver: 'none', memory: { extract: true } };
  installation = await makeInstallation((source: string) => ({
    agents: { worker, other: worker, full },
    projects: {
      plain: { ...project, source, accept: ['true'] },
      judged: { ...project, source, accept: ['true', { kind: 'llmJudge', criterion: 'The work is done' }] },
    },
    helper: { url: helper.url, model: 'small', timeout: '20s' },
    concurrency: { goals: 8 },
    budget: { turns: 1 },
    compaction: { minTurns: 1 },
  }));
  drover = await installation.start({});
});
afterAll(async () => {
  await installation.remove();
  await helper.close();
});

const play = async (trouble: string, project: string): Promise<GoalView> =>
  whenEnded(drover, await runGoal(drover, `work with trouble: ${trouble}`, { project, agent: 'auto' }));

/** Notes are looked for beside the loop, and may take longer than the goal. */
const notesOf = (handle: string) =>
  until(`the notes of ${handle}`, async () =>
    (await factsOf(drover, handle)).find(({ type }) => type.startsWith('extract_memories.')),
  );

test('a goal goes on without choice, summary and notes, whatever is wrong with the helper model', async () => {
  const goals = await Promise.all(Object.keys(troubles).map((trouble) => play(trouble, 'plain')));
  const seen = goals.map(({ state, turns: [turn], spec }) => ({
    trouble: spec.text.replace('work with trouble: ', ''),
    state,
    model: turn?.model,
    summary: turn?.summary,
  }));
  expect(seen).toEqual(
    Object.keys(troubles).map((trouble) => ({
      trouble,
      state: 'done',
      model: undefined,
      summary: summaries[trouble],
    })),
  );
  const written = await Promise.all(
    goals.map(async ({ handle }) => (await notesOf(handle)).data['written'] ?? []),
  );
  expect(written.flat()).toEqual([]);
});

test('a judge that cannot be asked, or that talks, does not let anything pass', async () => {
  const goals = await Promise.all(['busy', 'unfinished', 'prose', 'empty'].map((one) => play(one, 'judged')));
  const seen = goals.map(({ state, checks = [] }) => ({ state, checks: checks.map(({ ok }) => ok) }));
  expect(seen).toEqual(goals.map(() => ({ state: 'exhausted', checks: [true, false] })));
  const reasons = goals.map(({ checks = [] }) => checks[1]?.reason ?? '');
  expect(reasons).not.toContain('');
});

test('a draft falls back to an agent, and says so when that one cannot do it either', async () => {
  const answer = await drover.verb('draft', { text: 'trouble: prose, make the cart better' });
  expect(answer).toMatchObject({ ok: false, code: 'HELPER_FAILED' });
});

/** Two turns of an agent whose context is full after the first; what its second one was told. */
async function playFull(text: string) {
  const flags = { project: 'plain', agent: 'full', accept: ['false'], turns: 2 };
  const { turns, workspace } = await whenEnded(drover, await runGoal(drover, text, flags));
  const prompt = await readFile(join(workspace?.path ?? '', 'prompt.txt'), 'utf8');
  const [first, second] = turns.filter(({ kind }) => kind === 'work').map(({ session }) => session);
  return { isSame: first === second, prompt };
}

test('a session that its agent cannot compact is summed up, and a fresh one goes on from that', async () => {
  const { isSame, prompt } = await playFull('go on for long');
  expect(isSame).toBe(false);
  expect(prompt).toContain('# Summary of the earlier session');
  expect(prompt).toContain(standing);
});

test('where it cannot be summed up, the session is kept', async () => {
  const told = await Promise.all(
    ['unfinished', 'refused', 'empty'].map((one) => playFull(`go on with trouble: ${one}`)),
  );
  expect(told.map(({ isSame }) => isSame)).toEqual([true, true, true]);
  for (const { prompt } of told) expect(prompt).not.toContain('# Task');
});
