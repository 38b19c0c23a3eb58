import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { addMessage, commandForm, deliverEvent, eventsOf, postSigned } from '../../slack-emulator/sender.ts';
import { publicMessages, type StoredMessage } from '../../slack-emulator/emulator-state.ts';
import { lineOf, type Delivery, type Wish } from './delivery.ts';
import { channel, type Stage } from '../stage.ts';

const form = 'application/x-www-form-urlencoded';

/** Types `/goal …` and sends the very same request again until there is an answer. */
export async function command(stage: Stage, wish: Wish, line: string): Promise<Delivery> {
  const { state } = stage.slack;
  const fields = commandForm(state, { channel, user: wish.user, text: line });
  const body = new URLSearchParams(fields).toString();
  const send = () =>
    insist(stage, async (endpoint) => {
      const answer = await postSigned(state, endpoint, form, body);
      const final = answer.status === 200 && !/Nothing was recorded|Still storing/u.test(answer.body);
      return final ? (JSON.parse(answer.body) as unknown) : undefined;
    });
  const seen = await send();
  return note(stage, {
    ...wish,
    id: `slack:${state.team}:trigger:${fields['trigger_id']}`,
    seen,
    again: send,
  });
}

/** Writes `!verb …` in a thread; Slack delivers it until it is confirmed. */
export async function remark(stage: Stage, wish: Wish, threadTs: string): Promise<Delivery> {
  const { state } = stage.slack;
  const text = `!${lineOf(wish, true)}`;
  const message = addMessage(state, { channel, user: wish.user, text, threadTs });
  const [event = {}] = eventsOf(state, channel, message);
  const send = () =>
    insist(stage, async (endpoint) =>
      (await deliverEvent(state, { endpoint }, event)).confirmed ? true : undefined,
    );
  await send();
  return note(stage, { ...wish, id: `slack:${state.team}:${channel}:${message.ts}`, again: send });
}

/** The root card of a goal, once it is in the channel. */
export const rootOf = (stage: Stage, goal: string): StoredMessage | undefined =>
  publicMessages(stage.slack.state, channel).find((message) => keyOf(message)?.startsWith(`${goal}/root/`));

/** The key under which drover posted a message. */
export function keyOf(message: StoredMessage): string | undefined {
  const key = message.metadata?.event_payload['key'];
  return typeof key === 'string' ? key : undefined;
}

function note(stage: Stage, delivery: Delivery): Delivery {
  stage.deliveries.push(delivery);
  return delivery;
}

/** Longest time in which drover must come back, in milliseconds. */
const patienceMs = 180_000;
const betweenTriesMs = 60;

/** Tries until there is an answer, through any number of deaths. */
async function insist<T>(stage: Stage, attempt: (endpoint: string) => Promise<T | undefined>): Promise<T> {
  let last: unknown = 'no answer';
  for (const end = performance.now() + patienceMs; performance.now() < end; await pause(betweenTriesMs)) {
    try {
      const endpoint = `${await urlOf(stage)}/slack/events`;
      stage.requests += 1;
      const answer = await attempt(endpoint);
      if (answer !== undefined) return answer;
    } catch (error) {
      // drover is dead, or died while it answered: that is what this is about.
      last = error;
    }
  }
  throw new Error(`drover did not answer for ${patienceMs} ms`, { cause: last });
}

const OwnerSchema = z.object({ url: z.string() });

/** Where drover listens, or listened last. */
async function urlOf(stage: Stage): Promise<string> {
  const owner = await readFile(join(stage.home, 'locks', 'owner.json'), 'utf8');
  return OwnerSchema.parse(JSON.parse(owner)).url;
}
