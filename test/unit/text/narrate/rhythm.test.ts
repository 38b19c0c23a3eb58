import { expect, test } from 'vitest';
import type { Notice } from '../../../../src/goal/notices.ts';
import type { Step } from '../../../../src/goal/reduce.ts';
import { narrate } from '../../../../src/text/narrate.ts';
import { asleep, moved, woke } from '../../../../src/text/narrate/rhythm.ts';
import {
  alice,
  context,
  foldIn,
  fold,
  runningGoal,
  turnFinished,
} from '../../../support/core/sample-goal.ts';
import { asleepGoal, compactingGoal } from '../../../support/core/stages.ts';
import { wordsOf } from '../../../support/core/words-of.ts';

const saysOf = ({ document, notices }: Step): string =>
  notices.map((notice) => wordsOf(narrate(notice, document))).join('\n');

test.each<[Notice, string]>([
  [{ type: 'Progress', turn: 5, text: 'Half way.\nmore' }, 'Half way.'],
  [{ type: 'Progress', turn: 5, text: '' }, 'The agent said nothing.'],
  [
    {
      type: 'TurnFailed',
      failure: { kind: 'network', message: 'ECONNRESET\nstack' },
      course: 'resuming the session',
    },
    'ECONNRESET — resuming the session.',
  ],
  [{ type: 'Compacted', before: 180_000, after: 24_000 }, 'Its context went from 180k to 24k tokens.'],
  [{ type: 'Compacted' }, 'goes on with a summary'],
  [{ type: 'CompactionFailed', problem: 'too short', givenUp: false }, 'too short.'],
  [{ type: 'CompactionFailed', problem: 'too short', givenUp: true }, 'It is not tried again by itself.'],
  [{ type: 'Stalled', silentMs: 600_000 }, 'nothing has been heard from the agent for 10 min'],
  [{ type: 'Stalled', silentMs: 600_000 }, '/goal stop G-1 ends the turn'],
])('the notice %o says “%s”', (notice, wanted) => {
  expect(wordsOf(narrate(notice, runningGoal()))).toContain(wanted);
});

test('a sleeper says until when, why, and how it is woken', () => {
  const text = saysOf(asleepGoal());
  expect(text).toContain('G-1 is sleeping until 1970-01-01 00:10:01 UTC: the build takes its time');
  expect(text).toContain('/goal resume G-1 wakes it');
  expect(wordsOf(asleep(runningGoal()))).not.toContain('undefined');
});

test('waking says whether it was before its time', () => {
  const slept = asleepGoal().document;
  expect(saysOf(foldIn({ ...context, now: 9e6 }, slept, { type: 'WakeDue' }))).toContain(
    'Its time has come.',
  );
  expect(saysOf(fold(slept, { type: 'ResumeWished', by: alice }))).toContain('Woken before its time.');
  expect(woke(slept, { type: 'Woke', early: true }).tone).toBe('work');
});

test('a compaction tells what it was good for', () => {
  const step = fold(compactingGoal(), turnFinished({ text: 'S', context: { used: 9000 } }));
  expect(saysOf(step)).toContain('from 100k to 9k tokens');
});

test('a goal that had to move says why, and what to do', () => {
  const text = wordsOf(moved(runningGoal(), { type: 'Moved', code: 'is_archived', hint: 'Unarchive it.' }));
  expect(text).toContain('is_archived');
  expect(text).toContain('Unarchive it.');
});
