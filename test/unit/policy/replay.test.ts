import { expect, test } from 'vitest';
import { FailureSchema, type FailureKind } from '../../../src/domain/failure.ts';
import { decideReplay, mostTransient, type FailureStreak } from '../../../src/policy/replay.ts';

const calm: FailureStreak = { transient: 0, crashes: 0, overflows: 0 };
const decide = (kind: FailureKind, streak: Partial<FailureStreak> = {}, more = {}) =>
  decideReplay({ kind, message: 'x', ...more }, { ...calm, ...streak }, 1000, 0);

test.each(['rate-limited', 'overloaded'] as const)(
  '%s waits as the vendor asks, on the same session',
  (kind) => {
    expect(decide(kind, { transient: 1 }, { retryAfterMs: 5000 })).toEqual({
      do: 'wait',
      delayMs: 5000,
      session: 'resume',
    });
  },
);

test('a vendor that refuses seven times in a row is a matter for a person', () => {
  expect(decide('overloaded', { transient: mostTransient }).do).toBe('wait');
  expect(decide('overloaded', { transient: mostTransient + 1 })).toEqual({
    do: 'escalate',
    why: 'the vendor refused 6 times in a row',
  });
});

test('a used-up quota waits until it resets; when nobody knows when, it stops', () => {
  expect(decide('quota-exhausted', {}, { resetsAt: 61_000 })).toMatchObject({ do: 'wait', delayMs: 60_000 });
  expect(decide('quota-exhausted', {}, { resetsAt: 500 })).toMatchObject({ do: 'wait', delayMs: 1000 });
  expect(decide('quota-exhausted')).toEqual({ do: 'stop' });
});

test('a context that overflowed gets a fresh session once, then a person', () => {
  expect(decide('context-overflow', { overflows: 1 })).toEqual({ do: 'repeat', session: 'fresh' });
  expect(decide('context-overflow', { overflows: 2 }).do).toBe('escalate');
});

test('a lost session is begun afresh, on the same turn', () => {
  expect(decide('session-lost', { crashes: 1 })).toEqual({ do: 'repeat', session: 'fresh' });
  expect(decide('session-lost', { crashes: 4 }).do).toBe('escalate');
});

test.each(['timeout', 'crashed', 'network', 'protocol'] as const)(
  '%s resumes the session, then begins afresh, then asks a person',
  (kind) => {
    expect(decide(kind, { crashes: 1 })).toEqual({ do: 'repeat', session: 'resume' });
    expect(decide(kind, { crashes: 2 })).toEqual({ do: 'repeat', session: 'fresh' });
    expect(decide(kind, { crashes: 3 })).toEqual({
      do: 'escalate',
      why: 'the agent failed 3 times in a row',
    });
  },
);

test('a turn that drover itself cut off is resumed however often that happens', () => {
  expect(decide('crashed', { crashes: 99 }, { byRestart: true })).toEqual({
    do: 'repeat',
    session: 'resume',
  });
});

test.each(['max-turns', 'agent-error'] as const)(
  '%s goes on with the next turn on the same session',
  (kind) => {
    expect(decide(kind)).toEqual({ do: 'next', session: 'resume' });
  },
);

test.each(['auth', 'cli-missing', 'cli-refused', 'model-unknown'] as const)(
  '%s stops at once: trying again cannot help',
  (kind) => {
    expect(decide(kind)).toEqual({ do: 'stop' });
  },
);

test('what the agent may not do is decided by a person; no turn is burnt', () => {
  expect(decide('permission-blocked').do).toBe('escalate');
});

test('no kind of failure repeats for ever: each ends, or waits for a time that is known', () => {
  const endless = { transient: 1000, crashes: 1000, overflows: 1000 };
  const onGoing = FailureSchema.shape.kind.options.filter((kind) =>
    ['repeat', 'wait'].includes(decide(kind, endless).do),
  );
  expect(onGoing).toEqual([]);
});
