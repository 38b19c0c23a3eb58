import { expect, test } from 'vitest';
import { hookTells } from '../../../../src/text/narrate/hook-tells.ts';
import { doneGoal } from '../../../support/core/stages.ts';

test('people at another place are told which goal it is, how it stands, and what the hook says', () => {
  const told = hookTells(doneGoal(), { type: 'HookTells', channel: 'slack:C9', text: 'Ship it.', key: 'k' });
  expect(told.title).toBe('G-1 · fix the flaky login test');
  const words = JSON.stringify(told.blocks);
  for (const part of ['done, verified', 'Ship it.', 'Project shop', 'dddddddddd', '/goal status G-1'])
    expect(words).toContain(part);
});
