import type { RespondArguments } from '@slack/bolt';
import type { Actor } from '../../../../src/domain/actor.ts';
import { toError } from '../../../../src/domain/errors.ts';
import type { Origin } from '../../../../src/domain/origin.ts';
import type { Content } from '../../../../src/domain/surface/content.ts';
import type { ChatFailure } from '../../../../src/ports/chat/chat.ts';
import { callSlack, openDirect, type CallResult } from '../call-slack.ts';
import { renderSlack } from '../render.ts';
import type { SlackState } from '../slack-state.ts';

/** A person who waits for an answer does not wait longer than this, in milliseconds. */
const longestWait = 30_000;

/** Who is answered, and where. */
export interface Asker {
  readonly actor: Actor;
  readonly place: Origin;
  /** The message that asked, which everybody there has read; absent for what only the person did: controls and forms. */
  readonly ts?: string;
}

/** Answers through the `response_url` of a click or command; absent where Slack gave none. */
export type Respond = (answer: RespondArguments) => Promise<unknown>;

/** What only the person sees, as an acknowledgement or through a response_url. */
export const privately = (content: Content): RespondArguments => ({
  response_type: 'ephemeral',
  ...renderSlack(content),
});

/**
 * Answers the person alone: through the response_url where there is one, which works where drover is no member, else with
 * a message of its own. Where all of it fails, in the thread of what was asked openly, else in the direct messages, because no
 * answer is worse. Never rejects.
 */
export async function answerPerson(
  slack: SlackState,
  asker: Asker,
  content: Content,
  respond?: Respond,
): Promise<void> {
  try {
    if (respond !== undefined && (await responded(slack, asker, content, respond))) return;
    const alone = await patiently(slack, () => tellPrivately(slack, asker, content));
    if (alone === undefined) return;
    slack.logger.warn({ failure: alone }, 'a private answer failed; it is given elsewhere');
    const elsewhere = await patiently(slack, () => tellElsewhere(slack, asker, content));
    if (elsewhere !== undefined)
      slack.logger.warn({ failure: elsewhere }, 'an answer could not be delivered');
  } catch (error) {
    slack.logger.warn({ err: toError(error) }, 'an answer was given up because drover stops');
  }
}

async function responded(
  slack: SlackState,
  { place }: Asker,
  content: Content,
  respond: Respond,
): Promise<boolean> {
  const thread = place.thread === undefined ? {} : { thread_ts: place.thread };
  try {
    await respond({ ...privately(content), ...thread, replace_original: false });
    return true;
  } catch (error) {
    slack.logger.warn({ err: toError(error) }, 'a response_url was refused');
    return false;
  }
}

/** Tries once more after a rate limit. */
async function patiently(
  slack: SlackState,
  tell: () => Promise<CallResult<unknown>>,
): Promise<ChatFailure | undefined> {
  const first = await tell();
  if (first.ok) return undefined;
  const { failure } = first;
  if (failure.kind !== 'rate-limited' || failure.retryAfterMs > longestWait) return failure;
  await slack.options.clock.sleep(failure.retryAfterMs, slack.closed.signal);
  const second = await tell();
  return second.ok ? undefined : second.failure;
}

/** Direct messages are private already. */
async function tellPrivately(slack: SlackState, asker: Asker, content: Content) {
  const { place, actor } = asker;
  if (place.channel === actor.user) return await tellElsewhere(slack, asker, content);
  return await callSlack(slack, slack.closed.signal, (client) =>
    client.chat.postEphemeral({
      channel: place.channel,
      user: actor.user,
      ...(place.thread === undefined ? {} : { thread_ts: place.thread }),
      ...renderSlack(content),
    }),
  );
}

async function tellElsewhere(slack: SlackState, { actor, place, ts }: Asker, content: Content) {
  const named = ts === undefined ? actor.user : place.channel;
  const channel = await openDirect(slack, named, slack.closed.signal);
  if (!channel.ok) return channel;
  const thread = ts === undefined ? undefined : (place.thread ?? ts);
  const post = {
    channel: channel.value,
    ...(thread === undefined ? {} : { thread_ts: thread }),
    ...renderSlack(content),
    unfurl_links: false,
    unfurl_media: false,
  };
  // eslint-disable-next-line unicorn/require-post-message-target-origin -- Slack's method, not the window's
  return await callSlack(slack, slack.closed.signal, (client) => client.chat.postMessage(post));
}
