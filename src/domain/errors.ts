/** Every code that drover shows to people; `docs/errors.md` explains each, and a test keeps the two equal. */
export const errorCodes = [
  'ACCEPTANCE_INVALID',
  'ACCESS_DENIED',
  'ACCESS_UNKNOWN',
  'AGENT_AUTH',
  'AGENT_MISSING',
  'AGENT_REFUSED',
  'AGENT_UNKNOWN',
  'ANOTHER_DROVER_RUNS',
  'BAD_REQUEST',
  'BASE_NOT_FOUND',
  'BUG',
  'CHAIN_TOO_DEEP',
  'CHAT_REFUSED',
  'COMMIT_REFUSED',
  'CONFIG_INVALID',
  'CONFIG_NOT_FOUND',
  'DELIVERY_FAILED',
  'DISK_FULL',
  'DRAINING',
  'DUPLICATE_GOAL',
  'GIT_FAILED',
  'GIT_MISSING',
  'GOAL_ENDED',
  'GOAL_NOT_FOUND',
  'GOAL_REQUIRED',
  'HELPER_FAILED',
  'NODE_TOO_OLD',
  'NOT_A_REPOSITORY',
  'NOT_BUILT',
  'NOT_RUNNING',
  'NO_QUESTION',
  'PROJECT_REQUIRED',
  'PROJECT_UNKNOWN',
  'RATE_LIMITED',
  'REPOSITORY_EMPTY',
  'REQUEST_NOT_FOUND',
  'SCHEDULE_INVALID',
  'SETUP_FAILED',
  'SHUTTING_DOWN',
  'STORE_CORRUPT',
  'STORE_FAILED',
  'STORE_TOO_NEW',
  'TEXT_REQUIRED',
  'TEXT_TOO_LONG',
  'TIMEOUT',
  'TOKEN_REFUSED',
  'VERB_UNKNOWN',
  'WORKSPACE_FAILED',
  'WORKSPACE_GONE',
  'WRONG_USAGE',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** An error that a person will read: what happened, a stable code, and what to do about it. */
export class DroverError extends Error {
  readonly code: ErrorCode;
  readonly hint: string;

  constructor(code: ErrorCode, message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DroverError';
    this.code = code;
    this.hint = hint;
  }
}

/** Compile-time proof that a union was handled whole; at run time a bug. */
export function assertNever(value: never): never {
  throw new DroverError('BUG', `unhandled case: ${JSON.stringify(value)}`, 'Please report this.');
}

/** Any thrown thing as an Error, its cause kept. */
export const toError = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : new Error(String(thrown), { cause: thrown });
