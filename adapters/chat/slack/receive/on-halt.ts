import { toError } from '../../../../src/domain/errors.ts';
import type { Origin } from '../../../../src/domain/origin.ts';
import { callSlack } from '../call-slack.ts';
import { TsSchema } from '../parse/interaction.ts';
import type { SlackHalt } from '../parse/parse-happening.ts';
import { track, type SlackState } from '../slack-state.ts';
import { answerPerson } from './answer.ts';

/**
 * Somebody stops a goal without a word: a stop sign on its card or on a message of its thread, or Slack's own button.
 * Resolves when that is durable.
 * @throws when it could not be stored or looked up, so that Slack delivers it again
 */
export async function onHalt(slack: SlackState, halt: SlackHalt): Promise<void> {
  const place = await threadOfGoal(slack, halt.place);
  if (place === undefined) return;
  try {
    const { deliveryId, at, actor } = halt;
    const request = { form: 'fields', verb: 'stop' } as const;
    const answer = await slack.options.intake({ deliveryId, at, actor, place, request });
    track(slack, answerPerson(slack, { actor, place }, answer.content));
  } catch (error) {
    const fields = { err: toError(error), delivery: halt.deliveryId };
    slack.logger.error(fields, 'a stop could not be stored; Slack will deliver it again');
    throw error;
  }
}

/** A reaction names the message it stands on, not the thread; undefined where no goal has one. */
async function threadOfGoal(
  slack: SlackState,
  place: Origin & { readonly thread: string },
): Promise<Origin | undefined> {
  const isGoals = slack.options.isGoalThread ?? (async () => true);
  if (await isGoals(place)) return place;
  const found = await callSlack(slack, slack.closed.signal, (client) =>
    client.conversations.replies({ channel: place.channel, ts: place.thread, limit: 1 }),
  );
  if (!found.ok) {
    if (found.failure.kind === 'refused') return undefined;
    throw new Error(`the thread of a stop sign could not be looked up: ${found.failure.kind}`);
  }
  const root = TsSchema.safeParse(found.value.messages?.[0]?.thread_ts).data;
  const thread = { ...place, thread: root ?? place.thread };
  return root !== undefined && (await isGoals(thread)) ? thread : undefined;
}
