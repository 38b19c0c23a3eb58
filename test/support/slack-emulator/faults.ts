import type { EmulatorState, Fault } from './emulator-state.ts';

/** Something goes wrong from now on: `times` calls (default one), or for ever with Infinity. */
export function addFault(state: EmulatorState, fault: Omit<Fault, 'times'> & { times?: number }): void {
  state.faults.push({ ...fault, times: fault.times ?? 1 });
}

/** The fault that this call meets; it is used up by that. */
export function takeFault(state: EmulatorState, method: string, channel: unknown): Fault | undefined {
  const fault = state.faults.find(
    (one) =>
      one.times > 0 &&
      (one.method === undefined || one.method === method) &&
      (one.channel === undefined || one.channel === channel),
  );
  if (fault !== undefined) fault.times -= 1;
  return fault;
}
