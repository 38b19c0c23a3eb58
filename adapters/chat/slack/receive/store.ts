import type { Content } from '../../../../src/domain/surface/content.ts';
import { toError } from '../../../../src/domain/errors.ts';
import type { InboundMessage } from '../../../../src/domain/verb.ts';
import type { SlackState } from '../slack-state.ts';
import { notRecorded } from '../../shared/saying.ts';

/** What became of a request, for the person: never a rejection. */
export interface Outcome {
  readonly ok: boolean;
  readonly content: Content;
  /** What to do about a refusal. */
  readonly hint?: string | undefined;
}

/** Hands a request to the intake, for what Slack does not repeat: one that could not be stored says so. Never rejects. */
export async function store(slack: SlackState, message: InboundMessage): Promise<Outcome> {
  try {
    return await slack.options.intake(message);
  } catch (error) {
    const fields = { err: toError(error), delivery: message.deliveryId };
    slack.logger.error(fields, 'a request could not be stored');
    return { ok: false, content: notRecorded };
  }
}

/** What comes of it, or undefined when it takes so long that Slack would give up. */
export async function promptly<T>(slack: SlackState, work: Promise<T>): Promise<T | undefined> {
  const enough = new AbortController();
  const patience = slack.options.clock.sleep(slack.timing.patienceMs, enough.signal).then(
    () => undefined,
    // Rejects only because it is aborted below, when nobody waits for it any more.
    () => undefined,
  );
  try {
    return await Promise.race([work, patience]);
  } finally {
    enough.abort();
  }
}
