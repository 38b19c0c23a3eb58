import type { EmulatorState } from '../emulator-state.ts';
import { postSigned, type Target } from '../sender.ts';
import { sendEnvelope } from '../sockets.ts';
import { timedOut, withinPatience, type Acked } from './within-patience.ts';

/** Delivers an interaction: a form with JSON in it over HTTP, an envelope over a socket. */
export async function sendInteraction(
  state: EmulatorState,
  target: Target,
  payload: Readonly<Record<string, unknown>>,
): Promise<Acked> {
  if (target === 'socket') {
    const answer = await sendEnvelope(state, 'interactive', payload);
    return answer.acked ? { acked: true, seen: '', payload: answer.payload } : timedOut;
  }
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  const sent = postSigned(state, target.endpoint, 'application/x-www-form-urlencoded', body);
  return await withinPatience(state, String(payload['type']), sent);
}
