import { describe, expect, it } from 'vitest';
import { defaultRules } from '../../../../../src/domain/rules/loop-rules.ts';
import type { ReduceContext } from '../../../../../src/goal/draft.ts';
import type { EventOf } from '../../../../../src/goal/events.ts';
import type { GoalDocument } from '../../../../../src/goal/state.ts';
import {
  alice,
  context,
  foldIn,
  red,
  runningGoal,
  turnFailed,
  turnFinished,
} from '../../../../support/core/sample-goal.ts';
import { checks, saved } from '../../../../support/core/stages.ts';

const helped: ReduceContext = {
  ...context,
  rules: { ...defaultRules, helps: { summary: false, compact: false, memory: true } },
};

const remembering = (extractEvery = 1): GoalDocument => {
  const goal = runningGoal();
  return { ...goal, spec: { ...goal.spec, memory: { recall: true, extractEvery } } };
};

const looked = (goal: GoalDocument): number[] =>
  goal.effects.flatMap((effect) => (effect.type === 'ExtractMemory' ? [effect.seq] : []));

type Extracted = Omit<EventOf<'MemoryExtracted'>, 'effectId'>;
const extracted = (more: Partial<Extracted> = {}): Extracted => ({
  type: 'MemoryExtracted',
  written: ['a.md'],
  refused: [],
  ...more,
});
const next = (seq: number) =>
  [
    checks([{ ...red, evidence: String(seq) } as never]),
    saved(seq),
    { type: 'TurnStarted', seq, promptBytes: 1 },
  ] as const;

describe('looking for notes beside the loop', () => {
  it('begins when a turn has ended, and the checks do not wait for it', () => {
    const { document } = foldIn(helped, remembering(), turnFinished());
    expect(looked(document)).toEqual([1]);
    expect(document.effects.map(({ type }) => type)).toContain('CheckAcceptance');
  });

  it('does not begin where the project does not want it, and is skipped aloud without a helper model', () => {
    expect(looked(foldIn(helped, runningGoal(), turnFinished()).document)).toEqual([]);
    const alone = foldIn(context, remembering(), turnFinished());
    expect(looked(alone.document)).toEqual([]);
    expect(alone.log).toContainEqual(expect.objectContaining({ type: 'extract_memories.skipped' }));
  });

  it('goes one turn at a time; of those that come meanwhile the newest waits', () => {
    const three = foldIn(
      helped,
      remembering(),
      turnFinished(),
      ...next(2),
      turnFinished(),
      ...next(3),
      turnFinished(),
    ).document;
    expect(looked(three)).toEqual([1]);
    const after = foldIn(helped, three, extracted()).document;
    expect(looked(after)).toEqual([3]);
    expect(after.remembering.waiting).toBeUndefined();
    expect(looked(foldIn(helped, after, extracted()).document)).toEqual([]);
  });

  it('outlives the run, and never changes how it ended', () => {
    const ended = foldIn(helped, remembering(), turnFinished(), {
      type: 'CancelWished',
      by: alice,
      reason: '',
    }).document;
    expect(looked(ended)).toEqual([1]);
    const { document, log } = foldIn(helped, ended, extracted({ written: ['a.md'] }));
    expect(document.state).toBe('cancelled');
    expect(log).toContainEqual({
      type: 'extract_memories.completed',
      data: { written: ['a.md'], refused: [] },
      turn: 1,
    });
  });

  it('is given up after three failures in a row; a success in between counts', () => {
    const failing = (goal: GoalDocument, seq: number) =>
      foldIn(helped, goal, turnFinished(), extracted({ skipped: 'timeout', failed: true }), ...next(seq))
        .document;
    const twice = failing(failing(remembering(), 2), 3);
    expect(twice.remembering.failures).toBe(2);
    expect(looked(foldIn(helped, failing(twice, 4), turnFinished()).document)).toEqual([]);
    const between = foldIn(helped, twice, turnFinished(), extracted(), ...next(4)).document;
    expect(looked(foldIn(helped, between, turnFinished()).document)).toEqual([4]);
  });

  it('drops the turn that waits when the failures are too many', () => {
    const goal = remembering();
    const waiting = { ...goal, remembering: { failures: 2, lastSeq: 0, waiting: 9 } };
    const failed = foldIn(
      helped,
      waiting,
      turnFinished(),
      extracted({ failed: true, skipped: 'x' }),
    ).document;
    expect(failed.remembering).toEqual({ failures: 3, lastSeq: 1 });
    expect(looked(failed)).toEqual([]);
  });

  it('goes on when the order itself cannot be carried out', () => {
    const { document } = foldIn(helped, remembering(), turnFinished());
    const id = document.effects.find(({ type }) => type === 'ExtractMemory')?.id;
    if (id === undefined) throw new Error('no extraction is ordered');
    const broken = { type: 'EffectFailed', effectId: id, code: 'BUG', message: 'x', hint: '' } as const;
    const after = foldIn(helped, document, broken).document;
    expect(after.state).toBe('running');
    expect(after.effects.map(({ type }) => type)).toContain('CheckAcceptance');
  });

  it('does not look into a turn that was cut off without a word', () => {
    const failed = turnFailed({ kind: 'crashed', message: 'gone' });
    expect(looked(foldIn(helped, remembering(), failed).document)).toEqual([]);
  });

  it('books what the helper model used on the goal, apart from the agent', () => {
    const usage = { input: 10, output: 2, cacheRead: 0, cacheWrite: 0, wallMs: 0 };
    const { document } = foldIn(helped, remembering(), turnFinished(), extracted({ usage }));
    expect(document.helperUsage).toMatchObject({ input: 10, output: 2 });
  });
});
