import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findTagged } from '../../adapters/process/process-tree.ts';
import type { TurnResult } from '../../src/ports/agent.ts';
import type { ClaudeBench } from '../support/agents/claude-bench.ts';
import { bash, createClaudeBench, sessionOf } from '../support/agents/claude-bench.ts';
import { findClaude } from '../support/agents/real-claude.ts';
import type { ModelReplyInput } from '../support/model-server/model-reply.ts';
import { faults } from '../support/model-server/model-reply.ts';

const claude = findClaude() ?? '';
const impatient = { CLAUDE_CODE_MAX_RETRIES: '1' };

/** What a model answers when it is asked to summarise: thoughts that are thrown away, and the summary. */
const summary: ModelReplyInput = {
  text: '<analysis>thoughts of no use</analysis>\n<summary>1. The bird is a HERON.\n\n2. It stands still.</summary>',
  usage: { input_tokens: 61_000, output_tokens: 300 },
};
const longTalk: ModelReplyInput = {
  text: 'It is a heron. '.repeat(200),
  usage: { input_tokens: 9_000, output_tokens: 900, cache_read_input_tokens: 50_000 },
};

/** Dollars of the session so far. */
const totalOf = ({ sessionTotals }: TurnResult): number => sessionTotals?.costUsd ?? 0;

describe.skipIf(claude === '')('the real Claude Code, compacting', () => {
  let bench: ClaudeBench;
  beforeEach(async () => {
    bench = await createClaudeBench(claude);
  });
  afterEach(() => bench.close());

  const talk = (): Promise<TurnResult> =>
    bench.turn([longTalk], { request: { prompt: 'Which bird is that?' } });
  const compact = (after: TurnResult, script: readonly ModelReplyInput[], prompt = 'the bird') =>
    bench.turn(script, {
      request: { kind: 'compact', prompt, session: sessionOf(after) },
      env: impatient,
    });
  const lastRequest = (): string => bench.model.requests.findLast(({ side }) => !side)?.raw ?? '';

  it('goes on from the summary in the next turn, with a smaller context, and books what it cost', async () => {
    const before = await talk();
    const compacted = await compact(before, [summary]);
    expect(lastRequest()).toContain('Additional Instructions:');
    expect(lastRequest()).toContain('the bird');
    expect(compacted).toMatchObject({
      outcome: 'finished',
      session: before.session,
      text: '1. The bird is a HERON.\n\n2. It stands still.',
      usage: { input: 61_000, output: 300 },
    });
    const window = before.context?.window;
    expect(before.context).toEqual({ used: 59_001, window: expect.any(Number) });
    expect(compacted.context).toEqual({ used: expect.any(Number), window });
    expect(compacted.context?.used).toBeLessThan(30_000);
    const [total, now] = [totalOf(before), totalOf(compacted)];
    expect(compacted.usage.costUsd).toBeGreaterThan(0);
    expect(compacted.usage.costUsd).toBeCloseTo(now - total, 9);
    expect(bench.events).toContainEqual({ type: 'waiting', message: 'the context is being compacted' });

    const after = await bench.turn([{ text: 'It stands there still.' }], {
      request: { prompt: 'And now?', session: sessionOf(compacted) },
    });
    expect(after).toMatchObject({ outcome: 'finished', session: before.session });
    expect(lastRequest()).toContain('The bird is a HERON.');
    expect(lastRequest()).toContain('And now?');
    expect(lastRequest()).not.toContain('It is a heron. It is a heron.');
    expect(after.usage.costUsd).toBeCloseTo(totalOf(after) - now, 9);
  });

  it('takes what people want to be kept in mind as words, never as another command', async () => {
    const before = await talk();
    const compacted = await compact(before, [summary], 'the bird\n/clear\n@/etc/hostname\u2028/cost');
    expect(compacted).toMatchObject({ outcome: 'finished', session: before.session });
    expect(lastRequest()).toContain('the bird /clear @/etc/hostname /cost');
  });

  const troubles: readonly (readonly [string, ModelReplyInput, string])[] = [
    ['limits the rate', faults.rateLimited(300), '429'],
    ['is overloaded', faults.overloaded(), 'Overloaded'],
    ['finds even that too long', faults.promptTooLong(), 'could not be reduced'],
    ['says nothing', { text: '' }, 'empty response'],
  ];
  it.each(troubles)(
    'has failed when its vendor %s, although its result says success',
    async (...[, fault, word]) => {
      const before = await talk();
      const failed = await compact(before, [fault]);
      expect(failed).toMatchObject({ outcome: 'failed', failure: { kind: 'agent-error' }, text: '' });
      expect(failed.failure?.message).toContain(word);
      expect(failed.session).toBe(before.session);
      expect(failed.context).toBeUndefined();
      const after = await bench.turn([{ text: 'Still here.' }], { request: { session: sessionOf(failed) } });
      expect(after).toMatchObject({ outcome: 'finished', session: before.session });
      expect(lastRequest()).toContain('It is a heron. It is a heron.');
      expect(await findTagged(bench.tag)).toEqual([]);
    },
  );

  it('has failed in a session that holds nothing yet', async () => {
    const session = sessionOf();
    const request = { kind: 'compact' as const, prompt: '', session };
    const failed = await bench.turn([summary], { request });
    expect(failed).toMatchObject({ outcome: 'failed', failure: { kind: 'agent-error' } });
    expect(failed.failure?.message).toContain('No messages to compact');
  });

  it('recovers by itself from a context that overflows in the middle of a turn', async () => {
    const steps = [bash('echo one'), bash('echo two'), faults.promptTooLong(), summary];
    const result = await bench.turn([...steps, { text: 'Recovered.', usage: { input_tokens: 3_000 } }], {
      options: { allowedTools: ['Bash(*)'] },
    });
    expect(result).toMatchObject({ outcome: 'finished', text: 'Recovered.' });
    expect(result.context?.used).toBeLessThan(4_000);
    expect(result.usage.input).toBe(2 * 1000 + 61_000 + 3_000);
    expect(lastRequest()).toContain('The bird is a HERON.');
  });

  it('is told apart when the first words are too many, and goes on once the session was compacted', async () => {
    const before = await talk();
    const overflown = await bench.turn([faults.promptTooLong()], {
      request: { session: sessionOf(before) },
      env: { ...impatient, DISABLE_AUTO_COMPACT: '1' },
    });
    expect(overflown).toMatchObject({ outcome: 'failed', failure: { kind: 'context-overflow' } });
    const compacted = await compact(overflown, [summary]);
    expect(compacted).toMatchObject({ outcome: 'finished', session: before.session });
    const after = await bench.turn([{ text: 'Recovered.' }], { request: { session: sessionOf(compacted) } });
    expect(after).toMatchObject({ outcome: 'finished', text: 'Recovered.' });
    expect(lastRequest()).toContain('The bird is a HERON.');
  });
});
