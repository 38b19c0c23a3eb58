import type { EmulatorState } from './state/emulator-state.ts';
import type { Fault } from './state/records.ts';

/** Something goes wrong from now on: `times` calls (default one), or for ever with Infinity. */
export function addFault(state: EmulatorState, fault: Omit<Fault, 'times'> & { times?: number }): void {
  state.faults.push({ ...fault, times: fault.times ?? 1 });
}

/** The fault that this call meets; it is used up by that. */
export function takeFault(
  state: EmulatorState,
  route: string,
  channel: string | undefined,
): Fault | undefined {
  const fault = state.faults.find(
    (one) =>
      one.times > 0 &&
      (one.route === undefined ? !route.startsWith('gateway.') : one.route === route) &&
      (one.channel === undefined || one.channel === channel),
  );
  if (fault !== undefined) fault.times -= 1;
  return fault;
}
