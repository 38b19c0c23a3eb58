import type { Failure, FailureKind } from '../../../src/domain/failure.ts';
import { present } from '../cli/json-fields.ts';
import { spawnFailure } from '../cli/spawn-failure.ts';
import type { CliEnding } from '../cli/cli-ending.ts';
import { signalOfExit } from '../cli/cli-ending.ts';
import { lastLine, oneLine } from '../cli/one-line.ts';
import type { ApiError, ResultEvent } from './events.ts';
import { hintFor } from './hints.ts';
import type { Tally } from './tally.ts';

/**
 * Why the turn failed; undefined when it finished. Decided from the terminal event, then from how the process
 * ended: an exit code alone proves nothing (an interrupted turn exits with 0). Figures in texts mean nothing either.
 */
export function toFailure(tally: Tally, ending: CliEnding): Failure | undefined {
  if (ending.spawnError) return spawnFailure(ending.spawnError, 'Claude Code', hintFor('cli-missing'));
  const result = terminalResult(tally);
  if (result) return failureOfResult(tally, result);
  const { kind, message } = withoutResult(tally, ending);
  const signal = kind === 'crashed' ? signalOfExit(ending) : undefined;
  return { ...failure(kind, message, tally), ...present({ signal }) };
}

/** The last result, unless the agent went on after it and was cut off there. */
const terminalResult = (tally: Tally): ResultEvent | undefined =>
  tally.open.size === 0 ? tally.result : undefined;

function failureOfResult(tally: Tally, result: ResultEvent): Failure | undefined {
  if (result.subtype === 'success' && !result.isError) return undefined;
  const kind = kindOfResult(tally, result);
  // Only an interrupt from outside makes the CLI cut a turn short and still tell of it.
  const signal = kind === 'crashed' ? 'SIGINT' : undefined;
  return { ...failure(kind, textOf(tally, result), tally), ...present({ signal }) };
}

function failure(kind: FailureKind, message: string, tally: Tally): Failure {
  const resetsAt = kind === 'quota-exhausted' ? tally.resetsAt : undefined;
  return { kind, message: oneLine(message), ...present({ hint: hintFor(kind), resetsAt }) };
}

const textOf = (tally: Tally, result: ResultEvent): string =>
  result.errors[0] ?? result.text ?? tally.apiError?.text ?? `the turn ended with ${result.subtype}`;

function kindOfResult(tally: Tally, result: ResultEvent): FailureKind {
  if (result.subtype === 'error_max_turns') return 'max-turns';
  if (result.startupFailure !== undefined) return 'cli-refused';
  if (result.reason === 'prompt_too_long' || result.reason === 'image_error') return 'context-overflow';
  if (result.reason?.startsWith('aborted_')) return tally.denials.size > 0 ? 'permission-blocked' : 'crashed';
  if (result.errors.some(isLostSession)) return 'session-lost';
  if (tally.session === undefined) return 'cli-refused';
  return kindOfApiError({ ...tally.apiError?.fields, ...result.apiError }, tally.limitRejected);
}

const byError: Readonly<Record<string, FailureKind>> = {
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
    const kind = word === undefined ? undefined : byError[word];
    if (kind !== undefined) return kind;
  }
  if (status === undefined) return 'agent-error';
  return byStatus[status] ?? (status >= 500 ? 'overloaded' : 'agent-error');
}

function withoutResult(tally: Tally, ending: CliEnding): { kind: FailureKind; message: string } {
  const { exitCode, endedFor, stderr } = ending;
  const said = lastLine(stderr);
  if (isUnseen(ending)) return { kind: 'crashed', message: 'Claude Code ended with nobody to see it' };
  if (endedFor === 'fatal' || tally.retry?.error === 'authentication_failed') {
    return { kind: 'auth', message: 'the vendor does not accept the credentials (authentication_failed)' };
  }
  if (endedFor === 'silence') return { kind: 'timeout', message: 'the agent said nothing for too long' };
  if (endedFor === 'timeout') return { kind: 'timeout', message: 'the turn took longer than its limit' };
  const signal = signalOfExit(ending);
  if (signal !== undefined) return { kind: 'crashed', message: `Claude Code was ended by ${signal}` };
  if (isLostSession(stderr)) return { kind: 'session-lost', message: said };
  if (exitCode === 0) return { kind: 'protocol', message: 'Claude Code ended without a result' };
  const message = said === '' ? `Claude Code exited with ${exitCode} and gave no reason` : said;
  return { kind: tally.session === undefined ? 'cli-refused' : 'crashed', message };
}

/** The process died together with drover: nobody knows how it ended. */
const isUnseen = ({ exitCode, signal, endedFor }: CliEnding): boolean =>
  exitCode === undefined && signal === undefined && endedFor === undefined;

/**
 * The CLI has no code for this, only words: no such session, an id that is none, or one that cannot be begun
 * because it exists already (its process died before drover knew of it).
 */
const isLostSession = (text: string): boolean =>
  /^(?:Error: )?(?:No conversation found with session ID|--resume requires a valid session ID|Session ID \S+ is already in use)/m.test(
    text,
  );
