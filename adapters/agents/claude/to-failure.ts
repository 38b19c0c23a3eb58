import type { Failure, FailureKind } from '../../../src/domain/failure.ts';
import type { CliEnding } from '../cli/cli-ending.ts';
import { failureOfEnding } from '../cli/failure-of-ending.ts';
import { present } from '../cli/json-fields.ts';
import { lastLine, oneLine } from '../cli/one-line.ts';
import type { ApiError, ResultEvent } from './events.ts';
import { hintFor } from './hints.ts';
import type { Tally } from './tally.ts';

/**
 * Why the turn failed; undefined when it finished. Decided from the terminal event, then from how the process
 * ended: an exit code alone proves nothing (an interrupted turn exits with 0). Figures in texts mean nothing either.
 */
export function toFailure(tally: Tally, ending: CliEnding): Failure | undefined {
  const result = terminalResult(tally);
  const failure = result ? failureOfResult(tally, result) : failureWithoutResult(tally, ending);
  return failure && { ...present({ hint: hintFor(failure.kind) }), ...failure };
}

/** The last result, unless the agent went on after it and was cut off there. */
const terminalResult = (tally: Tally): ResultEvent | undefined =>
  tally.open.size === 0 ? tally.result : undefined;

function failureOfResult(tally: Tally, result: ResultEvent): Failure | undefined {
  if (result.subtype === 'success' && !result.isError) return undefined;
  const kind = kindOfResult(tally, result);
  return {
    kind,
    message: oneLine(
      result.errors[0] ?? result.text ?? tally.apiError?.text ?? `the turn ended with ${result.subtype}`,
    ),
    ...present({
      resetsAt: kind === 'quota-exhausted' ? tally.resetsAt : undefined,
      // Only an interrupt from outside makes the CLI cut a turn short and still tell of it.
      signal: kind === 'crashed' ? 'SIGINT' : undefined,
    }),
  };
}

function kindOfResult(tally: Tally, result: ResultEvent): FailureKind {
  if (result.subtype === 'error_max_turns') return 'max-turns';
  if (result.startupFailure !== undefined) return 'cli-refused';
  if (result.reason === 'prompt_too_long' || result.reason === 'image_error') return 'context-overflow';
  if (result.reason?.startsWith('aborted_')) return tally.denials.size > 0 ? 'permission-blocked' : 'crashed';
  if (result.errors.some(isLostSession)) return 'session-lost';
  const kind = kindOfApiError({ ...tally.apiError?.fields, ...result.apiError }, tally.limitRejected);
  return kind === 'agent-error' && tally.session === undefined ? 'cli-refused' : kind;
}

const byWord: Readonly<Record<string, FailureKind>> = {
  usage_limit_reached: 'quota-exhausted',
  billing_error: 'quota-exhausted',
  authentication_failed: 'auth',
  model_not_found: 'model-unknown',
  connection_failed: 'network',
  rate_limit_error: 'rate-limited',
  rate_limit: 'rate-limited',
  overloaded_error: 'overloaded',
  overloaded: 'overloaded',
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
function kindOfApiError({ reason, error, type, status }: ApiError, limitRejected: boolean): FailureKind {
  if (limitRejected) return 'quota-exhausted';
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
  const failure = failureOfEnding(ending, {
    program: 'Claude Code',
    started: tally.session !== undefined,
    ...present({ installHint: hintFor('cli-missing') }),
  });
  const lost = failure.kind === 'cli-refused' && isLostSession(ending.stderr);
  return lost ? { kind: 'session-lost', message: oneLine(lastLine(ending.stderr)) } : failure;
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
