import { errorCodes, type ErrorCode } from '../../../src/domain/errors.ts';

/** 0 success · 1 the goal or check failed · 2 wrong usage or configuration · 3 a service or CLI is missing · 70 a bug. */
export type ExitCode = 0 | 1 | 2 | 3 | 70;

const codes: Partial<Record<ErrorCode, ExitCode>> = {
  AGENT_UNKNOWN: 2,
  BAD_REQUEST: 2,
  CONFIG_INVALID: 2,
  CONFIG_NOT_FOUND: 2,
  GOAL_NOT_FOUND: 2,
  GOAL_REQUIRED: 2,
  PROJECT_REQUIRED: 2,
  PROJECT_UNKNOWN: 2,
  REQUEST_NOT_FOUND: 2,
  TEXT_REQUIRED: 2,
  TEXT_TOO_LONG: 2,
  TOKEN_REFUSED: 2,
  VERB_UNKNOWN: 2,
  WRONG_USAGE: 2,
  AGENT_MISSING: 3,
  GIT_MISSING: 3,
  HELPER_FAILED: 3,
  NODE_TOO_OLD: 3,
  NOT_BUILT: 3,
  NOT_RUNNING: 3,
  SHUTTING_DOWN: 3,
  STORE_CORRUPT: 3,
  STORE_FAILED: 3,
  STORE_TOO_NEW: 3,
  DISK_FULL: 3,
  BUG: 70,
};

/** The exit code of the program for an error; whatever has none of its own is a plain failure. */
export const exitCodeOf = (code: ErrorCode | undefined): ExitCode =>
  code === undefined ? 1 : (codes[code] ?? 1);

/** The code in an answer from elsewhere; undefined for one that this version does not know. */
export const knownCode = (code: string | undefined): ErrorCode | undefined =>
  errorCodes.find((known) => known === code);
