import type { ErrorCode } from '../../../src/domain/errors.ts';

const statuses: Partial<Record<ErrorCode, number>> = {
  TOKEN_REFUSED: 401,
  ACCESS_DENIED: 403,
  GOAL_NOT_FOUND: 404,
  REQUEST_NOT_FOUND: 404,
  VERB_UNKNOWN: 404,
  GOAL_ENDED: 409,
  ANOTHER_DROVER_RUNS: 409,
  TEXT_TOO_LONG: 413,
  BUG: 500,
  NOT_BUILT: 501,
  RATE_LIMITED: 429,
  ACCESS_UNKNOWN: 503,
  AGENT_MISSING: 503,
  DISK_FULL: 503,
  HELPER_FAILED: 503,
  SHUTTING_DOWN: 503,
  STORE_CORRUPT: 503,
  STORE_FAILED: 503,
  STORE_TOO_NEW: 503,
  TIMEOUT: 504,
};

/** The HTTP status that fits a refusal; whatever has none of its own is a request that cannot be met as it stands. */
export const statusOf = (code: ErrorCode | undefined): number =>
  code === undefined ? 400 : (statuses[code] ?? 400);
