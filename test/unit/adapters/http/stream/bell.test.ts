import { describe, expect, it } from 'vitest';
import { createBell } from '../../../../../adapters/http/stream/bell.ts';

describe('bell', () => {
  const never = new AbortController().signal;

  it('wakes who waits', async () => {
    const bell = createBell();
    const waiting = bell.rung(never);
    bell.ring();
    await expect(waiting).resolves.toBeUndefined();
  });

  it('does not lose a ring between two waits, and counts several as one', async () => {
    const bell = createBell();
    bell.ring();
    bell.ring();
    await bell.rung(never);
    const reason = new Error('nothing more');
    const controller = new AbortController();
    const second = bell.rung(controller.signal);
    controller.abort(reason);
    await expect(second).rejects.toBe(reason);
  });

  it('does not wait on an aborted signal, even when it was rung', async () => {
    const bell = createBell();
    bell.ring();
    const reason = new Error('over');
    await expect(bell.rung(AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});
