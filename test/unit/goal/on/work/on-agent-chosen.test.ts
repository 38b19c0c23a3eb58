import { describe, expect, test } from 'vitest';
import { noUsage } from '../../../../../src/domain/turn.ts';
import { alice, fold, sampleGoal } from '../../../../support/core/sample-goal.ts';

const choosing = () =>
  sampleGoal({}, { choose: true, fallback: [{ name: 'codex', model: 'large' }, { name: 'codex' }] });
const chosen = {
  type: 'AgentChosen',
  agent: { name: 'codex', model: 'large' },
  why: 'it has the least to do (0 goals)',
  usage: { ...noUsage, input: 100, costUsd: 0.01 },
} as const;

describe('an agent that is chosen', () => {
  test('a goal for which nobody named one begins with the choice, then comes the worktree', () => {
    const { document } = fold(choosing(), { type: 'SlotGranted' });
    expect(document.effects).toMatchObject([{ type: 'ChooseAgent' }]);
    expect(fold(document, chosen).document.effects).toMatchObject([{ type: 'PrepareWorkspace' }]);
  });

  test('it is as if it had been asked for: it takes over from nobody, and not from itself', () => {
    const { document, log } = fold(choosing(), { type: 'SlotGranted' }, chosen);
    expect(document).toMatchObject({
      agent: { name: 'codex', model: 'large' },
      chosen: 'it has the least to do (0 goals)',
      spec: { agent: 'codex', model: 'large', fallback: [{ name: 'codex' }] },
    });
    expect(log).toContainEqual(
      expect.objectContaining({ data: expect.objectContaining({ what: 'agent chosen' }) }),
    );
  });

  test('what the helper model used is counted apart from the agent’s', () => {
    const { document } = fold(choosing(), { type: 'SlotGranted' }, chosen);
    expect(document.helperUsage).toMatchObject({ input: 100, costUsd: 0.01 });
    expect(document.usage).toEqual(noUsage);
  });

  test('whom a person names meanwhile stays', () => {
    const { document } = fold(
      choosing(),
      { type: 'SlotGranted' },
      { type: 'SwitchWished', by: alice, agent: { name: 'codex' } },
      chosen,
    );
    expect(document).toMatchObject({ agent: { name: 'codex' }, next: 'prepare' });
    expect(document.agent).not.toHaveProperty('model');
    expect(document.chosen).toBeUndefined();
  });

  test('a run that was cancelled before begins the next one with the choice', () => {
    const { document } = fold(
      choosing(),
      { type: 'SlotGranted' },
      { type: 'CancelWished', by: alice, reason: '' },
      { type: 'RetryWished', by: alice, text: '' },
      { type: 'SlotGranted' },
    );
    expect(document.effects).toMatchObject([{ type: 'ChooseAgent' }]);
  });
});
