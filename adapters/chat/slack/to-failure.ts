import { webApi } from '@slack/bolt';
import type { ChatFailure } from '../../../src/ports/chat/chat.ts';
import { networkFailure } from '../shared/network-failure.ts';

/** Milliseconds to wait when Slack says "too fast" without saying for how long. */
const defaultRetryMs = 30_000;

const invite = 'Invite drover into the channel: type /invite @drover there.';

/** Errors that will not go away by themselves, and what a person can do. Source: chat.postMessage, chat.update, conversations.*. */
const refusals: Readonly<Record<string, string>> = {
  channel_not_found: `The channel does not exist or drover cannot see it. ${invite}`,
  not_in_channel: invite,
  is_archived: 'The channel is archived: unarchive it, or dispatch the goal from another channel.',
  thread_not_found: 'The thread was deleted; dispatch the goal again to get a new one.',
  invalid_thread_ts: 'The thread does not exist; dispatch the goal again to get a new one.',
  message_not_found: 'The message was deleted.',
  cant_update_message: 'The message cannot be edited by drover.',
  bad_timestamp: 'The message was deleted.',
  cant_delete_message: 'The message is not drover’s own, or this workspace does not let it be deleted.',
  too_many_reactions: 'The message has as many reactions as Slack allows.',
  too_many_emoji: 'The message has as many different reactions as Slack allows.',
  edit_window_closed: 'The message is too old to be edited in this workspace.',
  missing_scope: 'The app lacks a permission: compare it with `drover slack manifest` and install it again.',
  restricted_action: 'The workspace does not let drover post there; ask its administrator.',
  restricted_action_read_only_channel: 'The channel is read-only; dispatch the goal from another channel.',
  restricted_action_thread_only_channel:
    'Only threads are allowed in the channel; dispatch from another one.',
  msg_too_long: 'The message was too long for Slack; please report this as a bug.',
  msg_blocks_too_long: 'The message was too long for Slack; please report this as a bug.',
  invalid_blocks: 'Slack did not accept the layout of the message; please report this as a bug.',
};

/** The token is at fault, not the destination: posts wait until it is put right. */
const tokenErrors: ReadonlySet<string> = new Set([
  'account_inactive',
  'invalid_auth',
  'no_permission',
  'not_allowed_token_type',
  'not_authed',
  'team_disabled',
  'token_expired',
  'token_revoked',
  'user_removed_from_team',
]);

/** Slack says of these that some part may have been done. */
const doubtfulErrors: ReadonlySet<string> = new Set(['fatal_error', 'internal_error', 'service_unavailable']);
const busyErrors: ReadonlySet<string> = new Set(['ratelimited', 'rate_limited', 'message_limit_exceeded']);
/** Slack says of these that nothing was done. */
const transientErrors: ReadonlySet<string> = new Set(['request_timeout', 'team_added_to_org']);

/** What a failed call of the Web API means for the message it carried. */
export function toFailure(thrown: unknown): ChatFailure {
  if (thrown instanceof webApi.WebAPIRateLimitedError)
    return { kind: 'rate-limited', retryAfterMs: Math.max(1, thrown.retryAfter) * 1000 };
  if (thrown instanceof webApi.WebAPIPlatformError) return ofCode(thrown.data.error, thrown.data);
  if (thrown instanceof webApi.WebAPIHTTPError) return ofStatus(thrown.statusCode);
  if (thrown instanceof webApi.WebAPIRequestError) return networkFailure(thrown.original, 'Slack');
  return { kind: 'doubtful', message: thrown instanceof Error ? thrown.message : String(thrown) };
}

/** Whether Slack refused the token itself. */
export const isTokenRefusal = (thrown: unknown): boolean =>
  thrown instanceof webApi.WebAPIPlatformError && tokenErrors.has(thrown.data.error);

function ofCode(code: string, data: webApi.WebAPICallResult): ChatFailure {
  // A proxy's error page ends up here as `error` with the whole page in it.
  if (!/^[a-z0-9_]{1,80}$/u.test(code)) return { kind: 'doubtful', message: 'The answer was not Slack’s.' };
  if (busyErrors.has(code))
    return {
      kind: 'rate-limited',
      retryAfterMs: (data.response_metadata?.retryAfter ?? 0) * 1000 || defaultRetryMs,
    };
  if (doubtfulErrors.has(code)) return { kind: 'doubtful', message: `Slack answered ${code}.` };
  if (transientErrors.has(code)) return { kind: 'transient', message: `Slack answered ${code}.` };
  if (tokenErrors.has(code)) return { kind: 'transient', message: `Slack refused the bot token (${code}).` };
  return { kind: 'refused', code, hint: refusals[code] ?? `Slack answered ${code}.` };
}

function ofStatus(status: number): ChatFailure {
  if (status === 429) return { kind: 'rate-limited', retryAfterMs: defaultRetryMs };
  const message = `Slack answered with HTTP status ${status}.`;
  return status >= 500 ? { kind: 'doubtful', message } : { kind: 'transient', message };
}
