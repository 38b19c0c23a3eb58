import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../../../adapters/system/system-clock.ts';

const day = 24 * 60 * 60 * 1000;

describe('system clock', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('tells the time of the machine', () => {
    vi.setSystemTime(1_700_000_000_000);
    expect(systemClock.now()).toBe(1_700_000_000_000);
  });

  it('wakes after the time asked for and not before', async () => {
    let awake = false;
    const sleeping = systemClock.sleep(1000, new AbortController().signal).then(() => (awake = true));
    await vi.advanceTimersByTimeAsync(999);
    expect(awake).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await sleeping;
    expect(awake).toBe(true);
  });

  it('sleeps longer than one timer can hold', async () => {
    let awake = false;
    const sleeping = systemClock.sleep(60 * day, new AbortController().signal).then(() => (awake = true));
    await vi.advanceTimersByTimeAsync(59 * day);
    expect(awake).toBe(false);
    await vi.advanceTimersByTimeAsync(day);
    await sleeping;
    expect(awake).toBe(true);
  });

  it('rejects with the very reason of the abort and leaves no timer behind', async () => {
    const reason = { why: 'shutdown' };
    const controller = new AbortController();
    const sleeping = systemClock.sleep(1000, controller.signal);
    controller.abort(reason);
    await expect(sleeping).rejects.toBe(reason);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('does not begin to sleep when the signal is aborted already', async () => {
    const reason = new Error('over');
    await expect(systemClock.sleep(1000, AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('lets go of the signal once awake, so that a long-lived signal gathers no listeners', async () => {
    const { signal } = new AbortController();
    const removed = vi.spyOn(signal, 'removeEventListener');
    const sleeping = systemClock.sleep(5, signal);
    await vi.advanceTimersByTimeAsync(5);
    await sleeping;
    expect(removed).toHaveBeenCalledTimes(1);
  });
});
