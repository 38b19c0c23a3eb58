import type { RespondArguments } from '@slack/bolt';
import type { Content } from '../../../../src/domain/surface/content.ts';
import { toError } from '../../../../src/domain/errors.ts';
import { openForm } from '../forms/open-form.ts';
import { typedForm } from '../forms/typed-form.ts';
import { parseCommand, type SlackCommand } from '../parse/parse-command.ts';
import type { SlackState } from '../slack-state.ts';
import { privately, type Respond } from './answer.ts';
import { promptly, store } from './store.ts';
import { formLate, notUnderstood, stillStoring } from './words.ts';

/** The parts of Bolt's arguments that a command needs. */
export interface CommandArgs {
  readonly body: unknown;
  readonly ack: (answer?: RespondArguments) => Promise<void>;
  /** Answers through the command's `response_url`; absent when Slack gave none. */
  readonly respond?: Respond;
}

/**
 * A slash command: the answer is its acknowledgement, shown to that person alone, and goes out when the request is
 * durable. Slack does not repeat commands; one that could not be stored says so. A verb without its text opens a form.
 */
export async function onCommand(slack: SlackState, args: CommandArgs): Promise<void> {
  const command = parseCommand(args.body, slack.options.clock.now());
  if (command === undefined) return await args.ack(privately(notUnderstood));
  const form = typedForm(command.line);
  const doing = form === undefined ? asked(slack, command) : shown(slack, command, form);
  const prompt = await promptly(slack, doing);
  if (prompt !== undefined) return await acknowledge(slack, args, prompt);
  await acknowledge(slack, args, form === undefined ? { say: stillStoring } : {});
  await respondLater(slack, args, await doing);
}

/** What to tell the person; nothing where an open form speaks for itself. */
interface Reply {
  readonly say?: Content;
}

const asked = async (slack: SlackState, { message }: SlackCommand): Promise<Reply> => ({
  say: (await store(slack, message)).content,
});

/** Where there is no form (for this person), the verb says itself what is missing. */
async function shown(slack: SlackState, command: SlackCommand, act: string): Promise<Reply> {
  const { message, triggerId } = command;
  const { actor, place } = message;
  const opening = await openForm(slack, { act, by: { actor, place, triggerId } });
  if (opening === 'none') return await asked(slack, command);
  return opening === 'opened' ? {} : { say: formLate };
}

/** An acknowledgement that cannot be delivered (its socket is gone) is made up for through the response_url. */
async function acknowledge(slack: SlackState, args: CommandArgs, reply: Reply): Promise<void> {
  try {
    await (reply.say === undefined ? args.ack() : args.ack(privately(reply.say)));
  } catch (error) {
    slack.logger.warn({ err: toError(error) }, 'a command could not be acknowledged');
    await respondLater(slack, args, reply);
  }
}

async function respondLater(slack: SlackState, args: CommandArgs, { say }: Reply): Promise<void> {
  if (say === undefined) return;
  try {
    await args.respond?.({ ...privately(say), replace_original: false });
  } catch (error) {
    slack.logger.warn({ err: toError(error) }, 'the answer to a command could not be delivered');
  }
}
