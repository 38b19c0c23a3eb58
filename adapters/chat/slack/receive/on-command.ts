import type { RespondArguments } from '@slack/bolt';
import type { Content } from '../../../../src/domain/surface/content.ts';
import { toError } from '../../../../src/domain/errors.ts';
import type { InboundMessage } from '../../../../src/domain/verb.ts';
import { parseCommand } from '../parse.ts';
import { renderSlack } from '../render.ts';
import type { SlackState } from '../slack-state.ts';
import { notRecorded, notUnderstood, stillStoring } from './words.ts';

/** The parts of Bolt's arguments that a command needs. */
export interface CommandArgs {
  readonly body: unknown;
  readonly ack: (answer: RespondArguments) => Promise<void>;
  /** Answers through the command's `response_url`; absent when Slack gave none. */
  readonly respond?: (answer: RespondArguments) => Promise<unknown>;
}

/**
 * A slash command: the answer is its acknowledgement, shown to that person alone, and goes out when the request is
 * durable. Slack does not repeat commands; one that could not be stored says so.
 */
export async function onCommand(slack: SlackState, args: CommandArgs): Promise<void> {
  const message = parseCommand(args.body, slack.options.clock.now());
  if (message === undefined) return await args.ack(privately(notUnderstood));
  const stored = store(slack, message);
  const prompt = await promptly(slack, stored);
  if (prompt !== undefined) return await acknowledge(slack, args, prompt);
  await acknowledge(slack, args, stillStoring);
  await respondLater(slack, args, await stored);
}

/** What to tell the person; never rejects. */
async function store(slack: SlackState, message: InboundMessage): Promise<Content> {
  try {
    return (await slack.options.intake(message)).content;
  } catch (error) {
    slack.logger.error(
      { err: toError(error), delivery: message.deliveryId },
      'a command could not be stored',
    );
    return notRecorded;
  }
}

/** The result, or undefined when it takes so long that Slack would give up. */
async function promptly(slack: SlackState, stored: Promise<Content>): Promise<Content | undefined> {
  const enough = new AbortController();
  const patience = slack.options.clock.sleep(slack.timing.patienceMs, enough.signal).then(
    () => undefined,
    // Rejects only because it is aborted below, when nobody waits for it any more.
    () => undefined,
  );
  try {
    return await Promise.race([stored, patience]);
  } finally {
    enough.abort();
  }
}

/** An acknowledgement that cannot be delivered (its socket is gone) is made up for through the response_url. */
async function acknowledge(slack: SlackState, args: CommandArgs, content: Content): Promise<void> {
  try {
    await args.ack(privately(content));
  } catch (error) {
    slack.logger.warn({ err: toError(error) }, 'a command could not be acknowledged');
    await respondLater(slack, args, content);
  }
}

async function respondLater(slack: SlackState, args: CommandArgs, content: Content): Promise<void> {
  try {
    await args.respond?.({ ...privately(content), replace_original: false });
  } catch (error) {
    slack.logger.warn({ err: toError(error) }, 'the answer to a command could not be delivered');
  }
}

const privately = (content: Content): RespondArguments => ({
  response_type: 'ephemeral',
  ...renderSlack(content),
});
