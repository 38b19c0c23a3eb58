import type { Content } from '../../../../src/domain/content.ts';
import { toError } from '../../../../src/domain/errors.ts';
import { parseRemark, type SlackRemark } from '../parse.ts';
import { track, type SlackState } from '../slack-state.ts';
import { answerRemark } from './answer.ts';
import { notRecorded } from './words.ts';

/** Slack's last attempt to deliver an event bears this number. Source: https://docs.slack.dev/apis/events-api#retries */
const lastRetry = 3;

/** Who received the event, and which attempt it is. */
export interface RemarkContext {
  readonly botUser: string;
  readonly retryNum: number | undefined;
}

/**
 * A message in a channel or thread. Resolves when what it asks is durable; the answer to the person follows
 * by itself.
 * @throws when it could not be stored, so that the delivery stays unconfirmed and Slack repeats it
 */
export async function onRemark(slack: SlackState, body: unknown, context: RemarkContext): Promise<void> {
  const remark = parseRemark(body, context.botUser);
  if (remark === undefined) return;
  try {
    if (!(await isForDrover(slack, remark))) return;
    const answer = await slack.options.intake(remark.message);
    answerOnce(slack, remark, answer.content);
  } catch (error) {
    const fields = { err: toError(error), delivery: remark.message.deliveryId };
    slack.logger.error(fields, 'a message could not be stored; Slack will deliver it again');
    if ((context.retryNum ?? 0) >= lastRetry) answerOnce(slack, remark, notRecorded);
    throw error;
  }
}

async function isForDrover({ options }: SlackState, remark: SlackRemark): Promise<boolean> {
  if (remark.addressed) return true;
  const { place, at } = remark.message;
  if (remark.plain) return (await options.awaitsAnswer?.(place, at)) ?? false;
  return (await options.isGoalThread?.(place)) ?? true;
}

/** A message arrives twice when it names drover, and again when an answer to Slack was lost: one answer is enough. */
function answerOnce(slack: SlackState, remark: SlackRemark, content: Content): void {
  const { deliveryId } = remark.message;
  if (slack.answered.has(deliveryId)) return;
  slack.answered.add(deliveryId);
  forgetOldest(slack.answered, 2000);
  track(slack, answerRemark(slack, remark, content));
}

function forgetOldest(names: Set<string>, max: number): void {
  for (const name of names) {
    if (names.size <= max) return;
    names.delete(name);
  }
}
