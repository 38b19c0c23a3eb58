import { expect, test } from 'vitest';
import { mainEffect } from '../../../src/goal/draft.ts';
import { usedBy } from '../../../src/goal/used.ts';
import { parseDocument } from '../../../src/runner/document.ts';
import { upgradeDocument } from '../../../src/runner/upgrade-document.ts';
import {
  checked,
  checkpointed,
  context,
  fold,
  foldIn,
  red,
  turnFinished,
} from '../../support/core/sample-goal.ts';
import yesterdays from '../../fixtures/goal-documents/schema-2.json' with { type: 'json' };
import former from '../../fixtures/goal-documents/schema-1.json' with { type: 'json' };

test('a goal that an older drover left in its second turn goes on in its session, with its cost counted once', () => {
  const goal = parseDocument(former.running);
  expect(goal).toMatchObject({ schema: 3, agent: { name: 'claude', model: 'opus' }, turn: 2 });
  expect(mainEffect(goal)).toMatchObject({
    kind: 'work',
    agent: { name: 'claude', model: 'opus' },
    started: { seq: 2 },
    session: { id: context.uuid, resume: true, totals: { costUsd: 0.5 } },
  });
  expect(usedBy(goal)).toMatchObject({ turns: 2, tokens: 110, costUsd: 0.5 });
  const next = fold(goal, turnFinished(), checked([red]), checkpointed(3)).document;
  expect(mainEffect(next)).toMatchObject({ turn: 3, session: { resume: true } });
});

test('a wait of an older drover ends as it was announced', () => {
  const goal = parseDocument(former.waiting);
  expect(goal.waiting).toMatchObject({ course: 'queue', deadline: 6000 });
  expect(foldIn({ ...context, now: 6000 }, goal, { type: 'WakeDue' }).document.state).toBe('queued');
});

test('a cancel of an older drover is carried through', () => {
  const goal = parseDocument(former.cancelled);
  expect(mainEffect(goal)).toMatchObject({ abort: 'cancelled' });
  const { document, notices } = fold(goal, turnFinished({ outcome: 'aborted' }));
  expect(document).toMatchObject({ state: 'cancelled', effects: [] });
  expect(notices).toEqual([{ type: 'RunEnded' }]);
});

test('every goal that yesterday’s drover left behind is read, and goes on where it stood', () => {
  for (const left of Object.values(yesterdays)) {
    const goal = parseDocument(left);
    expect(goal).toMatchObject({ schema: 3, id: left.id, state: left.state, run: left.run, turn: left.turn });
    expect(goal).toMatchObject({ questions: [], dependencies: [], hookRuns: [] });
    expect(goal.effects).toEqual(left.effects);
    expect(goal.spec).toMatchObject({ after: [], hooks: [], profile: 'standard', depth: 0 });
  }
  const next = fold(
    parseDocument(yesterdays.running),
    turnFinished(),
    checked([red]),
    checkpointed(3),
  ).document;
  expect(mainEffect(next)).toMatchObject({ turn: 3, session: { resume: true } });
});

test('what is no document of an older shape is left as it is', () => {
  for (const other of [undefined, null, 7, [], { schema: 99 }, { schema: 'two' }])
    expect(upgradeDocument(other)).toEqual(other);
  expect(() => parseDocument({ schema: 1 })).toThrow(expect.objectContaining({ code: 'STORE_CORRUPT' }));
});
