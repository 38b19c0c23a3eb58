import { afterEach, expect, test, vi } from 'vitest';
import { runGoal, whenGoal } from '../../support/whole/goals.ts';
import { makeInstallation, type Installation } from '../../support/whole/installation.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let installation: Installation;
afterEach(() => installation.remove());

const turn = [
  { edit: { path: 'spent.txt', write: 'turn {{turn}}' } },
  { usage: { input: 10, output: 1, costUsd: 0.4 } },
  { say: 'Done.' },
];

test('goals that share a purse stop when it is empty, are asked for patience once, and nothing is spent twice', async () => {
  installation = await makeInstallation((source) => ({
    agents: { scripted: { kind: 'scripted', script: { turns: [turn] } } },
    projects: { poor: { source, accept: ['grep -q never spent.txt'], budget: { turns: 2 } } },
    purses: { project: { day: 1 } },
    escalation: { budgetWait: '1h' },
  }));
  const drover = await installation.start();
  const ids = await Promise.all([1, 2, 3].map((number) => runGoal(drover, `spend ${number}`)));
  const goals = await Promise.all(ids.map((id) => whenGoal(drover, id, ({ state }) => state === 'waiting')));
  const spent = goals.reduce((sum, { usage }) => sum + (usage.costUsd ?? 0), 0);
  // A turn may cost more than was expected of it: the purse is overdrawn by no more than that.
  expect(spent).toBeLessThanOrEqual(1.2 + 1e-9);
  expect(spent).toBeGreaterThanOrEqual(0.8);
  const held = goals.filter(({ waiting }) => waiting?.note.startsWith('nothing is left of') === true);
  expect(held.length).toBeGreaterThan(0);
  for (const { handle } of held) {
    const { text } = await drover.verb('status', { goal: handle });
    expect(text).toMatch(/nothing is left of.*poor/);
  }
});
