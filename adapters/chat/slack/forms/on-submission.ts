import type { Attachment, SourceMessage } from '../../../../src/domain/surface/attachment.ts';
import type { InboundMessage, Request } from '../../../../src/domain/verb.ts';
import { infoOf } from '../files/file-info.ts';
import { parseSubmission, type SlackSubmission } from '../parse/parse-submission.ts';
import { answerPerson } from '../receive/answer.ts';
import { promptly, store, type Outcome } from '../receive/store.ts';
import { track, type SlackState } from '../slack-state.ts';
import { blockOf } from './input-names.ts';

/** Slack's answer to a form: problems by the block of their input; nothing closes it. */
export interface FormProblems {
  readonly response_action: 'errors';
  readonly errors: Record<string, string>;
}

export interface SubmissionArgs {
  readonly body: unknown;
  /** drover's workspace. */
  readonly home: string;
  readonly ack: (problems?: FormProblems) => Promise<void>;
}

/**
 * A form that was sent. It closes when what it asks is durable; what is refused stays open with the reason, so that nobody
 * types twice. What takes longer than Slack waits closes it, and the person is told afterwards.
 */
export async function onSubmission(slack: SlackState, { body, home, ack }: SubmissionArgs): Promise<void> {
  const submission = parseSubmission(body, home);
  const { desk } = slack.options;
  if (submission === undefined || desk === undefined) return await ack();
  const submitted = desk.submit(submission.opened.act, submission.values);
  if (!submitted.ok) return await ack(problemsOf(submission, submitted.problems));
  const stored = keep(slack, submission, submitted.request);
  const outcome = await promptly(slack, stored);
  if (outcome === undefined) {
    track(
      slack,
      stored.then((late) => answerPerson(slack, submission, late.content)),
    );
    return await ack();
  }
  if (!outcome.ok) return await ack(problemsOf(submission, { '': reasonOf(outcome) }));
  await ack();
  track(slack, answerPerson(slack, submission, outcome.content));
}

async function keep(slack: SlackState, submission: SlackSubmission, request: Request): Promise<Outcome> {
  const attachments = await filesOf(slack, submission);
  const source = sourceOf(submission);
  const message: InboundMessage = {
    deliveryId: submission.deliveryId,
    at: slack.options.clock.now(),
    actor: submission.actor,
    place: submission.place,
    request,
    ...(source === undefined ? {} : { source }),
    ...(attachments.length === 0 ? {} : { attachments }),
  };
  return await store(slack, message);
}

/** The message that the form was opened from: what becomes of it is shown there. */
function sourceOf({ opened, place }: SlackSubmission): SourceMessage | undefined {
  const { channel, message } = opened;
  return channel === undefined || message === undefined
    ? undefined
    : { platform: 'slack', workspace: place.workspace, channel, messageId: message };
}

/** Only ids travelled with the form. */
const filesOf = (slack: SlackState, { opened }: SlackSubmission): Promise<readonly Attachment[]> =>
  Promise.all((opened.files ?? []).map((id) => infoOf(slack, id)));

/** Problems stand at their inputs; what belongs to none stands at the first. A form without inputs cannot show any. */
function problemsOf(
  { blocks }: SlackSubmission,
  problems: Readonly<Record<string, string>>,
): FormProblems | undefined {
  const [first] = blocks;
  if (first === undefined) return undefined;
  const errors: Record<string, string> = {};
  for (const [name, problem] of Object.entries(problems)) {
    const block = blocks.includes(blockOf(name)) ? blockOf(name) : first;
    errors[block] = [errors[block], problem]
      .filter((text) => text !== undefined)
      .join(' ')
      .slice(0, 1000);
  }
  return { response_action: 'errors', errors: Object.keys(errors).length === 0 ? { [first]: '?' } : errors };
}

const reasonOf = ({ content, hint }: Outcome): string =>
  [content.title, hint].filter((text) => text !== undefined && text !== '').join(' – ');
