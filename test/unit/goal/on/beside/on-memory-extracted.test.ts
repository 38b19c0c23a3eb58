import { expect, it } from 'vitest';
import { openDraft, type Draft } from '../../../../../src/goal/draft.ts';
import type { EventOf } from '../../../../../src/goal/events.ts';
import { onMemoryExtracted } from '../../../../../src/goal/on/beside/on-memory-extracted.ts';
import { context, runningGoal } from '../../../../support/core/sample-goal.ts';

function folded(before: object, more: Partial<EventOf<'MemoryExtracted'>>): Draft {
  const goal = runningGoal();
  const draft = openDraft({ ...goal, remembering: { ...goal.remembering, ...before } }, context);
  onMemoryExtracted(draft, {
    type: 'MemoryExtracted',
    effectId: '1.9' as never,
    written: [],
    refused: [],
    ...more,
  });
  return draft;
}

const ordered = ({ goal }: Draft): boolean => goal.effects.some((effect) => effect.type === 'ExtractMemory');

it('what was written and refused is a public fact, and failures are forgotten', () => {
  const { goal, log } = folded({ failures: 2 }, { written: ['a.md'], refused: [{ file: 'b', why: 'no' }] });
  expect(goal.remembering.failures).toBe(0);
  expect(log).toEqual([
    {
      type: 'extract_memories.completed',
      data: { written: ['a.md'], refused: [{ file: 'b', why: 'no' }] },
      turn: 1,
    },
  ]);
});

it('why nothing was looked for is one, too', () => {
  expect(folded({}, { skipped: 'nothing worth a note' }).log).toMatchObject([
    { type: 'extract_memories.skipped', data: { reason: 'nothing worth a note' } },
  ]);
});

it('the turn that waited comes next, unless it failed too often', () => {
  expect(ordered(folded({ waiting: 4 }, {}))).toBe(true);
  expect(ordered(folded({ waiting: 4, failures: 1 }, { failed: true, skipped: 'x' }))).toBe(true);
  expect(ordered(folded({ waiting: 4, failures: 2 }, { failed: true, skipped: 'x' }))).toBe(false);
  expect(ordered(folded({}, {}))).toBe(false);
});
