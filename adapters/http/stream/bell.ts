/** Something happened, or will: rings are not lost between two waits, and several count as one. */
export interface Bell {
  readonly ring: () => void;
  /** Resolves at the next ring, or at once when there was one since the last wait. Rejects with the abort's reason. */
  readonly rung: (signal: AbortSignal) => Promise<void>;
}

export function createBell(): Bell {
  const state: { pending: boolean; wake?: () => void } = { pending: false };
  return {
    ring: () => {
      state.pending = true;
      state.wake?.();
    },
    rung: async (signal) => {
      signal.throwIfAborted();
      if (!state.pending) await wakened(state, signal);
      state.pending = false;
    },
  };
}

function wakened(state: { wake?: () => void }, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (finish: () => void) => () => {
      signal.removeEventListener('abort', onAbort);
      delete state.wake;
      finish();
    };
    // The abort reason is the caller's own value, passed on untouched.
    // oxlint-disable-next-line typescript/prefer-promise-reject-errors
    const onAbort = settle(() => reject(signal.reason));
    state.wake = settle(resolve);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
