import { nextNumber, slackNow, type EmulatorState, type ResponsePlace } from '../emulator-state.ts';

/** A trigger that may open one view within three seconds. */
export function newTrigger(state: EmulatorState, user: string): string {
  const number = nextNumber(state);
  const trigger = `${number}.${number}.trigger`;
  state.triggers.set(trigger, { user, since: slackNow(state), used: false });
  return trigger;
}

/** An address for answers to what somebody did. */
export function newResponseUrl(
  state: EmulatorState,
  place: Omit<ResponsePlace, 'since'>,
): { readonly id: string; readonly url: string } {
  const id = String(nextNumber(state));
  state.responsePlaces.set(id, { ...place, since: slackNow(state) });
  return { id, url: `${state.url}/response/${id}` };
}
