import { expect, test } from 'vitest';
import { FailureSchema, type FailureKind } from '../../../src/domain/failure.ts';
import { longestRetryMs } from '../../../src/policy/backoff.ts';
import {
  decideReplay,
  mostTransient,
  mostWaits,
  type FailureStreak,
  type ReplayFacts,
} from '../../../src/policy/replay.ts';

const calm: FailureStreak = { transient: 0, crashes: 0, overflows: 0 };
const facts: ReplayFacts = {
  streak: calm,
  now: 1000,
  chance: 0,
  canFailOver: false,
  canCompact: false,
  rules: { rollbackOnCrash: false, maxFreshRetries: 1 },
};
const decide = (
  kind: FailureKind,
  streak: Partial<FailureStreak> = {},
  failure = {},
  more: Partial<ReplayFacts> = {},
) => decideReplay({ kind, message: 'x', ...failure }, { ...facts, ...more, streak: { ...calm, ...streak } });
const another = { canFailOver: true };

test.each(['rate-limited', 'overloaded'] as const)('%s waits as the vendor asks', (kind) => {
  expect(decide(kind, { transient: 1 }, { retryAfterMs: 5000 })).toEqual({ do: 'wait', delayMs: 5000 });
});

test('a vendor that refuses seven times in a row is left for another agent, or waited for as long as may be', () => {
  const [sixth, seventh] = [{ transient: mostTransient }, { transient: mostTransient + 1 }];
  expect(decide('overloaded', sixth, {}, another).do).toBe('wait');
  expect(decide('overloaded', seventh, {}, another)).toMatchObject({
    do: 'fail-over',
    coolMs: longestRetryMs,
  });
  expect(decide('overloaded', seventh)).toEqual({ do: 'wait', delayMs: longestRetryMs });
  expect(decide('overloaded', { transient: mostWaits + 1 }).do).toBe('escalate');
});

test('a used-up quota is another agent’s chance; without one it is waited for, if somebody knows how long', () => {
  expect(decide('quota-exhausted', {}, { resetsAt: 61_000 }, another)).toEqual({
    do: 'fail-over',
    why: 'x',
    coolMs: 60_000,
  });
  expect(decide('quota-exhausted', {}, { resetsAt: 61_000 })).toEqual({ do: 'wait', delayMs: 60_000 });
  expect(decide('quota-exhausted', {}, { resetsAt: 500 })).toMatchObject({ do: 'wait', delayMs: 1000 });
  expect(decide('quota-exhausted')).toEqual({ do: 'stop' });
});

test('a context that overflowed is compacted; a second time in a row the session is given up', () => {
  const able = { canCompact: true };
  expect(decide('context-overflow', { overflows: 1 }, {}, able)).toMatchObject({ session: 'compacted' });
  expect(decide('context-overflow', { overflows: 2 }, {}, able)).toMatchObject({ session: 'fresh' });
  expect(decide('context-overflow', { overflows: 1 })).toMatchObject({ do: 'repeat', session: 'fresh' });
});

test('a lost session is begun afresh, on the same turn', () => {
  expect(decide('session-lost', { crashes: 1 })).toMatchObject({ do: 'repeat', session: 'fresh' });
  expect(decide('session-lost', { crashes: 4 }).do).toBe('escalate');
});

test.each(['timeout', 'crashed', 'network', 'protocol'] as const)(
  '%s resumes the session, then begins afresh, then asks a person; the worktree stays as it is',
  (kind) => {
    expect(decide(kind, { crashes: 1 })).toEqual({ do: 'repeat', session: 'resume', rollback: false });
    expect(decide(kind, { crashes: 2 })).toEqual({ do: 'repeat', session: 'fresh', rollback: false });
    expect(decide(kind, { crashes: 3 })).toEqual({
      do: 'escalate',
      why: 'the agent failed 3 times in a row',
    });
  },
);

test('configuration has more fresh sessions, and the worktree rolled back for them', () => {
  const rules = { rollbackOnCrash: true, maxFreshRetries: 2 };
  expect(decide('crashed', { crashes: 1 }, {}, { rules })).toMatchObject({
    session: 'resume',
    rollback: false,
  });
  expect(decide('crashed', { crashes: 3 }, {}, { rules })).toMatchObject({
    session: 'fresh',
    rollback: true,
  });
  expect(decide('crashed', { crashes: 4 }, {}, { rules }).do).toBe('escalate');
});

test('a turn that drover itself cut off is resumed however often that happens', () => {
  expect(decide('crashed', { crashes: 99 }, { byRestart: true })).toMatchObject({
    do: 'repeat',
    session: 'resume',
  });
});

test.each(['max-turns', 'agent-error'] as const)(
  '%s goes on with the next turn on the same session',
  (kind) => {
    expect(decide(kind)).toEqual({ do: 'next' });
  },
);

test.each(['auth', 'cli-missing', 'cli-refused', 'model-unknown'] as const)(
  '%s stops at once, unless another agent stands ready: trying again cannot help',
  (kind) => {
    expect(decide(kind)).toEqual({ do: 'stop' });
    expect(decide(kind, {}, {}, another)).toEqual({ do: 'fail-over', why: 'x' });
  },
);

test('what the agent may not do is decided by a person; no turn is burnt', () => {
  expect(decide('permission-blocked').do).toBe('ask');
});

test('no kind of failure repeats for ever: each ends, waits for a person, or is stopped by a guard', () => {
  const endless = { transient: 1000, crashes: 1000, overflows: 1000 };
  const onGoing = FailureSchema.shape.kind.options.filter((kind) =>
    ['repeat', 'wait'].includes(decide(kind, endless).do),
  );
  // The guard `overflows` ends this one.
  expect(onGoing).toEqual(['context-overflow']);
});
