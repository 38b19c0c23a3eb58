import type { Content } from '../../../../src/domain/surface/content.ts';
import { toError } from '../../../../src/domain/errors.ts';
import type { InboundMessage } from '../../../../src/domain/verb.ts';
import { parseRemark, type SlackRemark } from '../parse/parse-remark.ts';
import { isFirst, track, type SlackState } from '../slack-state.ts';
import { answerPerson } from './answer.ts';
import { notRecorded } from '../../shared/saying.ts';

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
  const remark = parseRemark(body, context.botUser, slack.options.bots);
  if (remark === undefined) return;
  try {
    const message = await forDrover(slack, remark);
    if (message === undefined) return;
    const answer = await slack.options.intake(message);
    // In a thread that steers, everybody may talk; only those who may steer are heard, and the others are not scolded.
    if (remark.plain && answer.code === 'ACCESS_DENIED') return;
    answerOnce(slack, remark, answer.content);
  } catch (error) {
    const fields = { err: toError(error), delivery: remark.message.deliveryId };
    slack.logger.error(fields, 'a message could not be stored; Slack will deliver it again');
    if ((context.retryNum ?? 0) >= lastRetry) answerOnce(slack, remark, notRecorded);
    throw error;
  }
}

/** The message as drover is to take it; undefined for talk between people. */
async function forDrover({ options }: SlackState, remark: SlackRemark): Promise<InboundMessage | undefined> {
  const { message } = remark;
  if (remark.addressed) return message;
  const { place, at, request } = message;
  if (!remark.plain) return ((await options.isGoalThread?.(place)) ?? true) ? message : undefined;
  const verb = await options.listens?.(place, at);
  return verb === undefined || request.form !== 'fields'
    ? undefined
    : { ...message, request: { ...request, verb } };
}

/** A message arrives twice when it names drover, and again when an answer to Slack was lost: one answer is enough. */
function answerOnce(slack: SlackState, remark: SlackRemark, content: Content): void {
  const { deliveryId } = remark.message;
  if (!isFirst(slack, deliveryId)) return;
  const { actor, place } = remark.message;
  track(slack, answerPerson(slack, { actor, place, ts: remark.ts }, content));
}
