import { describe, expect, it } from 'vitest';
import type { PendingEffect } from '../../../../../src/goal/effects.ts';
import type { MemoryDraft, MemoryWritten } from '../../../../../src/ports/memory.ts';
import { extractMemory } from '../../../../../src/runner/perform/beside/extract-memory.ts';
import type { Performance, Tools } from '../../../../../src/runner/perform/performer.ts';
import { noMemory } from '../../../../support/memory/no-memory.ts';
import { createRunnerWorld } from '../../../../support/core/runner-world.ts';
import { fold, runningGoal, turnFinished } from '../../../../support/core/sample-goal.ts';
import { createFakeHelper, type FakeReply } from '../../../../support/helper-model/fake-helper.ts';

type Extracting = Extract<PendingEffect, { type: 'ExtractMemory' }>;

interface Scene {
  readonly reply?: FakeReply;
  readonly touched?: boolean;
  readonly write?: () => Promise<MemoryWritten>;
  readonly signal?: AbortSignal;
  readonly seq?: number;
}

function scene({ reply = { json: { notes: [{ file: 'a.md', content: '# A' }] } }, ...more }: Scene = {}) {
  const helper = createFakeHelper([reply]);
  const drafts: MemoryDraft[] = [];
  const tools: Partial<Tools> = {
    helper,
    memory: {
      ...noMemory,
      index: async () => '- [Old](old.md): a note',
      isTouchedSince: async () => more.touched ?? false,
      async write(_project, given, author) {
        expect(author).toMatchObject({ goal: 'G-1' });
        drafts.push(...given);
        return more.write === undefined
          ? { written: given.map(({ file }) => file), refused: [] }
          : more.write();
      },
    },
  };
  const signal = more.signal ?? new AbortController().signal;
  const effect: Extracting = { type: 'ExtractMemory', id: '1.9' as never, seq: more.seq ?? 1 };
  const performance: Performance<Extracting> = {
    runtime: createRunnerWorld().runtime,
    tools: tools as Tools,
    effect,
    goal: fold(runningGoal(), turnFinished({ text: 'The cache lies in .cache.' })).document,
    signal,
    leave: signal,
    report: async () => true,
  };
  return { helper, drafts, run: () => extractMemory(performance) };
}

const diskFull = () => Promise.reject(new Error('the disk is full'));

describe('looking for notes in a turn', () => {
  it('asks once, with the turn and the notes that there are, and writes what it is given', async () => {
    const { helper, drafts, run } = scene();
    expect(await run()).toMatchObject({
      type: 'MemoryExtracted',
      effectId: '1.9',
      written: ['a.md'],
      refused: [],
    });
    expect(drafts).toEqual([{ file: 'a.md', content: '# A', kind: 'note' }]);
    expect(helper.requests).toHaveLength(1);
    expect(helper.requests[0]).toMatchObject({ use: 'memory', capMs: 60_000 });
    expect(helper.requests[0]?.prompt).toContain('The cache lies in .cache.');
    expect(helper.requests[0]?.prompt).toContain('old.md');
  });

  it('is skipped, and nobody asked, when somebody wrote notes during the turn', async () => {
    const { helper, run } = scene({ touched: true });
    expect(await run()).toMatchObject({ skipped: 'somebody wrote notes during the turn' });
    expect(helper.requests).toEqual([]);
  });

  it('is skipped for a turn that is not known', async () => {
    expect(await scene({ seq: 7 }).run()).toMatchObject({ skipped: 'the agent said nothing' });
  });

  it('finds that most turns have nothing, which is no failure', async () => {
    const event = await scene({ reply: { json: { notes: [], decisions: [] } } }).run();
    expect(event).toMatchObject({ skipped: 'nothing worth a note', usage: { input: 100 } });
    expect(event.failed).toBeUndefined();
  });

  it.each(['timeout', 'refused', 'malformed'] as const)(
    'has failed when the model answers with %s',
    async (problem) => {
      expect(await scene({ reply: { problem } }).run()).toMatchObject({ failed: true, written: [] });
    },
  );

  it.each(['off', 'spent'] as const)('has not failed when the model is %s', async (problem) => {
    const event = await scene({ reply: { problem } }).run();
    expect(event.skipped).toContain(problem);
    expect(event.failed).toBeUndefined();
  });

  it('has failed, and breaks nothing, when the notes cannot be written', async () => {
    expect(await scene({ write: diskFull }).run()).toMatchObject({
      failed: true,
      skipped: 'the disk is full',
    });
  });

  it('ends with drover, and is then done again', async () => {
    await expect(scene({ signal: AbortSignal.abort('shutdown') }).run()).rejects.toBe('shutdown');
  });
});
