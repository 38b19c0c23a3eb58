import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { evaluateShell } from '../../../adapters/evaluators/shell/evaluate-shell.ts';
import { systemClock } from '../../../adapters/system/system-clock.ts';
import type { Evaluator } from '../../../src/ports/evaluator.ts';
import type { Performance, Tools } from '../../../src/runner/perform/performer.ts';
import { setUp, setUpBaseline } from '../../../src/runner/perform/set-up.ts';
import { createRunnerWorld } from '../../support/core/runner-world.ts';
import { mainEffect } from '../../../src/goal/draft.ts';
import { fold, sampleGoal } from '../../support/core/sample-goal.ts';
import { plainGitEnv } from '../../support/git-repository.ts';
import { never, openBench } from './bench.ts';
import type { Bench } from './bench.ts';

const evaluator: Evaluator = {
  async evaluate(criterion, request, signal) {
    if (criterion.kind !== 'shell') throw new Error(`a set-up is no ${criterion.kind}`);
    const childEnv = { PATH: plainGitEnv['PATH'] ?? '' };
    return evaluateShell({ childEnv, killAfterMs: 300, clock: systemClock }, criterion, request, signal);
  },
};

/** A goal whose worktree is being prepared, with this command for new worktrees. */
function preparing(bench: Bench, command: string | undefined, signal = never): Performance {
  const setup = command === undefined ? {} : { setup: { command, timeoutMs: 600_000 } };
  const goal = fold(sampleGoal({}, setup), { type: 'SlotGranted' }).document;
  const effect = mainEffect(goal);
  if (effect === undefined) throw new Error('nothing is ordered');
  const folder = async (_goal: unknown, seq: number): Promise<string> => {
    const turns = path.join(bench.root, 'turns', String(seq));
    await mkdir(turns, { recursive: true });
    return turns;
  };
  const tools = { workspaces: bench.workspaces, evaluator, turnFolder: folder, homeId: 'home' };
  return {
    runtime: createRunnerWorld().runtime,
    tools: tools as unknown as Tools,
    goal,
    effect,
    signal,
    leave: never,
    report: async () => true,
  };
}

const ran = (folder: string): Promise<string> =>
  readFile(path.join(folder, 'ran'), 'utf8').catch(() => 'never');

it('sets a worktree up once, and again when it was made again or the command is another one', async () => {
  await using bench = await openBench({ '.gitignore': 'ran\n' });
  const info = await bench.prepare();
  const performance = preparing(bench, 'echo $DROVER_TURN >> ran; echo said');
  await setUp(performance, info);
  await setUp(performance, info);
  expect(await ran(info.path)).toBe('home/G-1/1-setup\n');
  expect(await readFile(path.join(bench.root, 'turns/0/setup.log'), 'utf8')).toContain('said\n');
  await setUp(preparing(bench, 'echo 2 >> ran'), info);
  expect(await ran(info.path)).toBe('home/G-1/1-setup\n2\n');
  await rm(info.path, { recursive: true });
  await bench.prepare();
  await setUp(performance, info);
  expect(await ran(info.path)).toBe('home/G-1/1-setup\n');
  await rm(path.join(info.path, 'ran'));
  await setUp(preparing(bench, undefined), info);
  expect(await ran(info.path)).toBe('never');
});

it('says how a set-up failed, with the last of what it said, and tries again next time', async () => {
  await using bench = await openBench();
  const info = await bench.prepare();
  const performance = preparing(bench, 'seq 100; echo no such package >&2; exit 7');
  await expect(setUp(performance, info)).rejects.toMatchObject({
    code: 'SETUP_FAILED',
    message: expect.stringMatching(/no such package >&2; exit 7: exit 7$/),
    hint: expect.stringMatching(/setup\.log\n90\n91\n(.*\n)*100\nno such package$/),
  });
  await expect(setUp(performance, info)).rejects.toMatchObject({ code: 'SETUP_FAILED' });
});

it('ends everything that a set-up started when the goal is cancelled, and takes it for not done', async () => {
  await using bench = await openBench();
  const info = await bench.prepare();
  const cancel = new AbortController();
  const command = 'sleep 300 & echo $! > pid; wait';
  const ended = setUp(preparing(bench, command, cancel.signal), info).catch((error: unknown) => error);
  const pid = () => readFile(path.join(info.path, 'pid'), 'utf8').catch(() => '');
  await expect.poll(pid, { timeout: 10_000 }).toMatch(/^\d+\n$/);
  cancel.abort('withdrawn');
  expect(await ended).toBe('withdrawn');
  const state = await readFile(`/proc/${(await pid()).trim()}/stat`, 'utf8').catch(() => 'gone');
  expect(state).toMatch(/^gone$|\) [ZX] /);
  expect(await bench.workspaces.isSetUp(info, command, never)).toBe(false);
});

it('sets the second checkout up as well, every time, because it is made afresh', async () => {
  await using bench = await openBench();
  const info = await bench.prepare();
  const { path: folder } = await bench.workspaces.prepareBaseline(bench.request(1), info.baseSha, never);
  const performance = preparing(bench, 'echo x >> ran');
  await setUpBaseline(performance, folder);
  await setUpBaseline(performance, folder);
  expect(await ran(folder)).toBe('x\nx\n');
  expect(await ran(info.path)).toBe('never');
});
