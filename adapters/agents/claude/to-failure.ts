import type { Failure, FailureKind } from '../../../src/domain/failure.ts';
import type { CliEnding } from '../cli/cli-ending.ts';
import { failureOfEnding } from '../cli/failure-of-ending.ts';
import { present } from '../cli/json-fields.ts';
import { lastLine, oneLine } from '../cli/one-line.ts';
import type { ApiError, ResultEvent } from './stream/events.ts';
import { hintFor } from './hints.ts';
import { reasonOf } from './stream/retry-notice.ts';
import type { Tally } from './tally.ts';

/**
 * Why the turn failed; undefined when it finished. Decided from the terminal event, then from how the process
 * ended: an exit code alone proves nothing (an interrupted turn exits with 0). Figures in texts mean nothing either.
 */
export function toFailure(tally: Tally, ending: CliEnding): Failure | undefined {
  const result = terminalResult(tally);
  const failure = result ? failureOfResult(tally, result, ending) : failureWithoutResult(tally, ending);
  return failure && { ...present({ hint: hintFor(failure.kind) }), ...failure };
}

/** The last result, unless the agent went on after it and was cut off there. */
const terminalResult = (tally: Tally): ResultEvent | undefined =>
  tally.meter.open.size === 0 ? tally.result : undefined;

function failureOfResult(tally: Tally, result: ResultEvent, ending: CliEnding): Failure | undefined {
  if (result.subtype === 'success' && !result.isError) return failureOfCompaction(tally);
  // It was interrupted for a reason that is known better.
  if (result.cutShort && ending.endedFor !== undefined) return failureWithoutResult(tally, ending);
  const kind = kindOfResult(tally, result, ending);
  return {
    kind,
    message: oneLine(
      result.errors[0] ?? result.text ?? tally.apiError?.text ?? `the turn ended with ${result.subtype}`,
    ),
    ...present({
      resetsAt: kind === 'quota-exhausted' ? tally.exhausted?.resetsAt : undefined,
      // Only an interrupt from outside makes the CLI cut a turn short and still tell of it.
      signal: kind === 'crashed' ? 'SIGINT' : undefined,
    }),
  };
}

/** A turn that should compact is a success only when it did; its result always says so. */
function failureOfCompaction({ asked, compaction, exhausted }: Tally): Failure | undefined {
  if (asked.kind !== 'compact' || compaction.state === 'done') return undefined;
  return {
    kind: exhausted ? 'quota-exhausted' : 'agent-error',
    message: oneLine(compaction.error ?? 'the context was not compacted'),
    ...present({ resetsAt: exhausted?.resetsAt }),
  };
}

function kindOfResult(tally: Tally, result: ResultEvent, ending: CliEnding): FailureKind {
  if (result.subtype === 'error_max_turns') return 'max-turns';
  if (result.startupFailure !== undefined) return 'cli-refused';
  if (result.reason === 'prompt_too_long' || result.reason === 'image_error') return 'context-overflow';
  if (result.cutShort) return wasRefused(tally, ending) ? 'permission-blocked' : 'crashed';
  if (tally.session === undefined && result.errors.some(isLostSession)) return 'session-lost';
  const kind = kindOfApiError(
    { ...tally.apiError?.fields, ...result.apiError },
    tally.exhausted !== undefined,
  );
  return kind === 'agent-error' && tally.session === undefined ? 'cli-refused' : kind;
}

/** A refusal that ends the turn exits with 1, a signal with 0. */
const wasRefused = (tally: Tally, ending: CliEnding): boolean =>
  tally.denials.size > 0 && ending.exitCode !== 0;

const byWord: Readonly<Record<string, FailureKind>> = {
  usage_limit_reached: 'quota-exhausted',
  billing_error: 'quota-exhausted',
  authentication_failed: 'auth',
  oauth_org_not_allowed: 'auth',
  account_on_hold: 'auth',
  verification_required: 'auth',
  cloud_credential_error: 'auth',
  max_output_tokens: 'agent-error',
  model_not_found: 'model-unknown',
  connection_failed: 'network',
  rate_limit_error: 'rate-limited',
  rate_limit: 'rate-limited',
  overloaded_error: 'overloaded',
  overloaded: 'overloaded',
  server_error: 'overloaded',
  authentication_error: 'auth',
  permission_error: 'auth',
  request_too_large: 'context-overflow',
};

const byStatus: Readonly<Record<number, FailureKind>> = {
  401: 'auth',
  403: 'auth',
  404: 'model-unknown',
  413: 'context-overflow',
  429: 'rate-limited',
};

/** From what the CLI made of the answer, then from the vendor's own word for it, then from its HTTP status. */
function kindOfApiError({ reason, error, type, status }: ApiError, exhausted: boolean): FailureKind {
  if (exhausted) return 'quota-exhausted';
  for (const word of [reason, error, type]) {
    const kind = word === undefined ? undefined : byWord[word];
    if (kind !== undefined) return kind;
  }
  if (status === undefined) return 'agent-error';
  return byStatus[status] ?? (status >= 500 ? 'overloaded' : 'agent-error');
}

function failureWithoutResult(tally: Tally, ending: CliEnding): Failure {
  if (ending.endedFor === 'fatal' || (wasSeen(ending) && tally.retry?.error === 'authentication_failed')) {
    return { kind: 'auth', message: 'the vendor does not accept the credentials (authentication_failed)' };
  }
  if (timeWasUp(ending) && tally.retry) return failureOfRetry(tally.retry);
  const failure = failureOfEnding(ending, {
    program: 'Claude Code',
    started: tally.session !== undefined,
    ...present({ installHint: hintFor('cli-missing') }),
  });
  const lost = failure.kind === 'cli-refused' && isLostSession(ending.stderr);
  return lost ? { kind: 'session-lost', message: oneLine(lastLine(ending.stderr)) } : failure;
}

const timeWasUp = ({ endedFor }: CliEnding): boolean => endedFor === 'timeout' || endedFor === 'silence';

/** The time was spent in vain on one request: what it failed for is the reason. */
function failureOfRetry(cause: ApiError): Failure {
  const kind = cause.status === undefined ? 'network' : 'agent-error';
  const known = kindOfApiError(cause, false);
  return {
    kind: known === 'agent-error' ? kind : known,
    message: `the time was up while ${reasonOf(cause)}`,
  };
}

/** Nobody saw the end of a process that died together with drover: its last words prove nothing about it. */
const wasSeen = ({ exitCode, signal, endedFor }: CliEnding): boolean =>
  exitCode !== undefined || signal !== undefined || endedFor !== undefined;

/**
 * The CLI has no code for this, only words: no such session, an id that is none, or one that cannot be begun
 * because it exists already (its process died before drover knew of it).
 */
const isLostSession = (text: string): boolean =>
  /^(?:Error: )?(?:No conversation found with session ID|--resume requires a valid session ID|Session ID \S+ is already in use)/m.test(
    text,
  );
