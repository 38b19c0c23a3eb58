import { expect, test } from 'vitest';
import { noUsage } from '../../../../src/domain/turn.ts';
import { setting, work } from '../../../../src/text/card/fields.ts';
import { fold, runningGoal, sampleGoal, turnFinished } from '../../../support/core/sample-goal.ts';

const choosing = () => sampleGoal({}, { choose: true });
const agentOf = (goal: ReturnType<typeof sampleGoal>) =>
  setting(goal).find(({ label }) => label === 'Agent')?.value;

test('who is chosen is told with the reason, and until then that nobody is yet', () => {
  expect(agentOf(choosing())).toEqual(['chosen when it begins']);
  const agent = { name: 'codex', model: 'large' };
  const chosen = fold(choosing(), { type: 'SlotGranted' }, { type: 'AgentChosen', agent, why: 'it is idle' });
  expect(agentOf(chosen.document)).toEqual(['codex (large): it is idle']);
});

test('who takes over from the chosen one is told as usual', () => {
  const goal = { ...choosing(), next: 'turn' as const, agent: { name: 'codex' }, chosen: 'it is idle' };
  expect(agentOf(goal)).toEqual(['codex in place of claude']);
});

test('what the helper model used stands beside the agent’s spend, and only where it used anything', () => {
  const goal = fold(runningGoal(), turnFinished()).document;
  const labels = (shown: typeof goal) => work(shown).map(({ label }) => label);
  expect(labels(goal)).not.toContain('Helper');
  const helped = { ...goal, helperUsage: { ...noUsage, input: 100, output: 20, costUsd: 0.02 } };
  expect(work(helped).find(({ label }) => label === 'Helper')?.value).toEqual(['$0.02 · 100 in, 20 out']);
  expect(labels(helped)).toContain('Spend');
});
