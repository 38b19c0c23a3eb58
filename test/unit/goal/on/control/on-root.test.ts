import { expect, test } from 'vitest';
import { fold, sampleGoal } from '../../../../support/core/sample-goal.ts';

const refused = { type: 'RootRefused', code: 'is_archived' } as const;

test('a posted root card binds the goal to its thread; the id is kept as it is', () => {
  const { document, log } = fold(sampleGoal(), { type: 'RootPosted', messageId: '1700000000.000100' });
  expect(document.origin).toEqual({
    platform: 'slack',
    workspace: 'T1',
    channel: 'C1',
    thread: '1700000000.000100',
  });
  expect(log).toMatchObject([{ type: 'decision', data: { what: 'bound' } }]);
  expect(document.spec.origin.thread).toBeUndefined();
});

test('where there are no direct messages a refused card is noted, and the goal goes on without a thread', () => {
  const dispatcher = { platform: 'local', user: 'operator' } as const;
  const origin = { platform: 'slack', workspace: 'T1', channel: 'C1' } as const;
  const step = fold(sampleGoal({}, { dispatcher, origin }), refused);
  expect(step.rootWanted).toBe(false);
  expect(step.document).toMatchObject({ roots: 1, state: 'queued', origin });
  expect(step.log).toMatchObject([{ data: { code: 'is_archived', channel: 'C1' } }]);
});

test('the new card has a number of its own, so that it cannot be taken for the refused one', () => {
  expect(fold(sampleGoal(), refused).document.roots).toBe(2);
});
