import type { Content } from '../../../../src/domain/surface/content.ts';
import { toError } from '../../../../src/domain/errors.ts';
import type { ChatFailure } from '../../../../src/ports/chat/chat.ts';
import { callSlack, type CallResult } from '../call-slack.ts';
import type { SlackRemark } from '../parse.ts';
import { renderSlack } from '../render.ts';
import type { SlackState } from '../slack-state.ts';

/** A person who waits for an answer does not wait longer than this, in milliseconds. */
const longestWait = 30_000;

/** Answers the person alone; where that fails, in the thread, because no answer is worse. Never rejects. */
export async function answerRemark(slack: SlackState, remark: SlackRemark, content: Content): Promise<void> {
  try {
    const alone = await patiently(slack, () => tellPrivately(slack, remark, content));
    if (alone === undefined) return;
    slack.logger.warn({ failure: alone }, 'a private answer failed; answering in the thread');
    const openly = await patiently(slack, () => tellOpenly(slack, remark, content));
    if (openly !== undefined) slack.logger.warn({ failure: openly }, 'an answer could not be delivered');
  } catch (error) {
    slack.logger.warn({ err: toError(error) }, 'an answer was given up because drover stops');
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

async function tellPrivately(slack: SlackState, remark: SlackRemark, content: Content) {
  const { place, actor } = remark.message;
  return await callSlack(slack, slack.closed.signal, (client) =>
    client.chat.postEphemeral({
      channel: place.channel,
      user: actor.user,
      ...(place.thread === undefined ? {} : { thread_ts: place.thread }),
      ...renderSlack(content),
    }),
  );
}

async function tellOpenly(slack: SlackState, remark: SlackRemark, content: Content) {
  const { place } = remark.message;
  const post = {
    channel: place.channel,
    thread_ts: place.thread ?? remark.ts,
    ...renderSlack(content),
    unfurl_links: false,
    unfurl_media: false,
  };
  // eslint-disable-next-line unicorn/require-post-message-target-origin -- Slack's method, not the window's
  return await callSlack(slack, slack.closed.signal, (client) => client.chat.postMessage(post));
}
