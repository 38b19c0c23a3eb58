import { describe, expect, it } from 'vitest';
import { turnResult } from '../../../../../adapters/agents/claude/turn-result.ts';
import type { Usage } from '../../../../../src/domain/turn.ts';
import { noUsage } from '../../../../../src/domain/turn.ts';
import type { TurnResult } from '../../../../../src/ports/agent.ts';
import { fresh, resumed, tallyOf } from './tally-of.ts';

const session = 's-1';
const init = { type: 'system', subtype: 'init', session_id: session, model: 'main' };

/** A result as the CLI writes it: tokens and dollars of this process, and of the whole session. */
const result = (
  own: readonly [number, number] | undefined,
  total: readonly [number, number],
  id = session,
) => ({
  type: 'result',
  subtype: 'success',
  is_error: false,
  result: 'done',
  session_id: id,
  total_cost_usd: total[1],
  modelUsage: { main: { inputTokens: total[0], contextWindow: 200_000 } },
  ...(own ? { model_usage_since_last_result: { main: { inputTokens: own[0], costUSD: own[1] } } } : {}),
});
const message = (id: string, input: number, more: object = {}) => ({
  type: 'assistant',
  message: { id, model: 'main', content: [], usage: { input_tokens: input, output_tokens: 1 } },
  parent_tool_use_id: null,
  ...more,
});

const turn = (stream: readonly object[], asked = fresh): TurnResult =>
  turnResult(tallyOf(stream, asked), { aborted: false, stderr: '', wallMs: 5, exitCode: 0 });

const totals = (input: number, costUsd: number): Usage => ({ ...noUsage, input, costUsd });

describe('cost of a turn', () => {
  it('is what the total of the session grew by', () => {
    const told = turn([init, result([100, 0.1], [400, 0.4])], resumed(session, totals(300, 0.3)));
    expect(told.usage).toMatchObject({ input: 100, wallMs: 5 });
    expect(told.usage.costUsd).toBeCloseTo(0.1, 9);
    expect(told.sessionTotals).toEqual(totals(400, 0.4));
  });

  it('includes a turn before that was ended without telling its own', () => {
    const told = turn([init, result([100, 0.1], [600, 0.6])], resumed(session, totals(300, 0.3)));
    expect(told.usage.costUsd).toBeCloseTo(0.3, 9);
    expect(told.usage.input).toBe(100);
  });

  it('is never less than the process itself tells: the CLI forgets the cost of an answer that was cut', () => {
    const told = turn([init, result([100, 0.1], [390, 0.39])], resumed(session, totals(380, 0.38)));
    expect(told.usage.costUsd).toBeCloseTo(0.1, 9);
  });

  it('is never the whole session again, although its total shrank', () => {
    const told = turn([init, result([100, 0.1], [900, 0.9])], resumed(session, totals(1500, 1.5)));
    expect(told.usage.costUsd).toBeCloseTo(0.1, 9);
    expect(told.sessionTotals?.costUsd).toBe(0.9);
  });

  it('is that of the session alone when another one was begun or the old one was lost', () => {
    const cleared = turn([init, result([50, 0.2], [50, 0.2], 's-2')], resumed(session, totals(10, 0.1)));
    expect(cleared).toMatchObject({ session: 's-2', usage: { costUsd: 0.2 } });
    const begun = { ...fresh, session: { id: session, resume: false, totals: totals(10, 0.1) } };
    expect(turn([init, result([50, 0.2], [50, 0.2])], begun).usage.costUsd).toBe(0.2);
    const older = [init, result(undefined, [50, 0.2], 's-2')];
    expect(turn(older, resumed(session, totals(10, 0.1))).usage.costUsd).toBe(0.2);
    expect(turn([init, result(undefined, [50, 0.2])], begun).usage.costUsd).toBe(0.2);
  });

  it('comes from the totals alone where an older version tells no more', () => {
    const older = [init, result(undefined, [400, 0.4])];
    expect(turn(older, resumed(session, totals(300, 0.3))).usage.costUsd).toBeCloseTo(0.1, 9);
    expect(turn(older, resumed(session, totals(900, 0.9))).usage.costUsd).toBe(0.4);
  });

  it('is unknown without a result, and the totals with it', () => {
    const told = turn([init, message('a', 100), message('b', 150)], resumed(session, totals(300, 0.3)));
    expect(told.usage).toEqual({ ...noUsage, input: 250, output: 2, wallMs: 5 });
    expect(told.sessionTotals).toBeUndefined();
  });

  it('adds up what several results tell', () => {
    const stream = [init, result([100, 0.1], [400, 0.4]), result([50, 0.05], [450, 0.45])];
    const told = turn(stream, resumed(session, totals(300, 0.3)));
    expect(told.usage.input).toBe(150);
    expect(told.usage.costUsd).toBeCloseTo(0.15, 9);
    const forgetful = turn(stream, resumed(session, totals(390, 0.39)));
    expect(forgetful.usage.costUsd).toBeCloseTo(0.15, 9);
  });
});

describe('size of the context', () => {
  it('is all that the model read and wrote last, cached or not', () => {
    const usage = {
      input_tokens: 3,
      cache_read_input_tokens: 5000,
      cache_creation_input_tokens: 200,
      output_tokens: 10,
    };
    const cached = { type: 'assistant', parent_tool_use_id: null, message: { id: 'b', content: [], usage } };
    expect(turn([init, message('a', 9000), cached]).context).toEqual({ used: 5213 });
  });
});

describe('window of the context', () => {
  const models = {
    small: { inputTokens: 9, contextWindow: 10, canonicalModel: 'small' },
    'main[1m]': { inputTokens: 1, contextWindow: 1000, canonicalModel: 'main' },
  };
  const ended = { ...result([1, 1], [1, 1]), modelUsage: models };

  it('is that of the main agent, though a subagent used more', () => {
    const sub = message('b', 900, { parent_tool_use_id: 'toolu_1' });
    expect(turn([init, message('a', 7), sub, ended]).context).toEqual({ used: 8, window: 1000 });
  });

  it('is that of the model that took over', () => {
    const fallback = { type: 'system', subtype: 'model_fallback', content: 'small takes over' };
    const spoken = message('a', 7);
    const taken = { ...spoken, message: { ...spoken.message, model: 'small' } };
    expect(turn([init, fallback, taken, ended]).context?.window).toBe(10);
  });

  it('is that of the model that was used most when none is known', () => {
    const unknown = { ...init, model: 'alias' };
    expect(turn([unknown, message('a', 7), ended]).context?.window).toBe(1000);
    const strange = message('a', 7);
    const other = { ...strange, message: { ...strange.message, model: 'other' } };
    expect(turn([unknown, other, ended]).context?.window).toBe(10);
  });
});
