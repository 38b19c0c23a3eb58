import { expect, test } from 'vitest';
import type { Hook } from '../../../../src/domain/hooks/hook.ts';
import { actWords, hookWords, urlWords } from '../../../../src/text/hooks/hook-words.ts';
import { sampleGoal } from '../../../support/core/sample-goal.ts';

const hook = (on: Hook['on'], action: Hook['action'], everyTurns?: number): Hook => ({
  id: 'H-1',
  on,
  action,
  ...(everyTurns === undefined ? {} : { everyTurns }),
});

test.each([
  [hook('done', { do: 'notify-origin', text: 'ship it' }), 'when done: tell this thread: “ship it”'],
  [hook('failed', { do: 'notify-channel', channel: 'slack:C9' }), 'when failed: tell slack:C9'],
  [
    hook('done', { do: 'dispatch', text: 'release', project: 'web', onlyIf: 'verified' }),
    'when done: dispatch in web if verified “release”',
  ],
  [
    hook('progress', { do: 'webhook', url: 'https://ci.example.org/secret/path?token=x', secret: 'CI' }, 3),
    'every 3 turns: webhook https://ci.example.org/…, signed with CI',
  ],
  [hook('progress', { do: 'nats', subject: 'a.b' }), 'after every turn: publish on a.b'],
  [hook('waiting', { do: 'shell', command: './page.sh' }), 'when it waits for a person: run ./page.sh'],
])('%o reads “%s”', (one, words) => {
  expect(hookWords(one)).toBe(words);
});

test('nothing of an address that may be a secret is shown', () => {
  expect([urlWords('https://u:pw@h.example/a?b'), urlWords('nonsense')]).toEqual([
    'https://h.example/…',
    '(no address)',
  ]);
});

test('the last acts are told with their turn, and with what became of them', () => {
  const act = { hook: 'H-1', on: 'done', at: 1 } as const;
  const goal = {
    ...sampleGoal(),
    run: 2,
    hookRuns: [
      { ...act, run: 1, turn: 3, state: 'failed' as const, note: 'answered 500' },
      { ...act, run: 2, turn: 1, state: 'unknown' as const },
      { ...act, hook: 'H-2', run: 2, turn: 1, state: 'done' as const },
    ],
  };
  expect(actWords(goal, hook('done', { do: 'notify-origin' }))).toEqual([
    'run 1, turn 3: failed (answered 500)',
    'turn 1: may have been done',
  ]);
});
