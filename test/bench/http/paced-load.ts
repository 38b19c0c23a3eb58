import { request as send, Agent } from 'node:http';
import { commandForm, signedHeaders } from '../../support/slack-emulator/sender.ts';
import type { EmulatorState } from '../../support/slack-emulator/emulator-state.ts';

export interface Load {
  readonly perSecond: number;
  readonly seconds: number;
  readonly text: string;
}

/** Sends slash commands at a steady pace, whatever comes back; answers the milliseconds that each answer took, sorted. */
export async function pacedLoad(
  state: EmulatorState,
  endpoint: string,
  load: Load,
): Promise<readonly number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const count = load.perSecond * load.seconds;
  const begun = performance.now();
  const times: Promise<number>[] = [];
  while (times.length < count) {
    const due = Math.floor(((performance.now() - begun) * load.perSecond) / 1000);
    while (times.length < Math.min(due, count)) times.push(typeOnce(state, endpoint, load.text, agent));
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  const took = await Promise.all(times);
  agent.destroy();
  return took.toSorted((a, b) => a - b);
}

function typeOnce(state: EmulatorState, endpoint: string, text: string, agent: Agent): Promise<number> {
  const form = commandForm(state, { channel: 'C0GENERAL', user: 'U0ALICE', text });
  const body = new URLSearchParams(form).toString();
  const headers = {
    ...signedHeaders(state, body),
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': Buffer.byteLength(body),
  };
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    const call = send(endpoint, { method: 'POST', agent, headers }, (response) => {
      response.resume();
      response.once('end', () =>
        response.statusCode === 200
          ? resolve(performance.now() - begun)
          : reject(new Error(`HTTP status ${response.statusCode}`)),
      );
    });
    call.once('error', reject);
    call.end(body);
  });
}
