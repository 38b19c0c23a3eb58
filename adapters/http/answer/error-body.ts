import { DroverError, type ErrorCode } from '../../../src/domain/errors.ts';
import { statusOf } from './status-of.ts';

/** How every refusal looks. */
export interface ErrorBody {
  readonly ok: false;
  readonly code: ErrorCode;
  readonly text: string;
  readonly hint: string;
}

export const errorBody = (code: ErrorCode, text: string, hint: string): ErrorBody => ({
  ok: false,
  code,
  text,
  hint,
});

/** What went wrong inside a request, as status and body. Unknown errors tell nothing of themselves: they are in the log. */
export function errorAnswer(error: unknown): { readonly status: number; readonly body: ErrorBody } {
  if (error instanceof DroverError)
    return { status: statusOf(error.code), body: errorBody(error.code, error.message, error.hint) };
  const status = statusOfFramework(error);
  if (status === undefined)
    return {
      status: 500,
      body: errorBody('BUG', 'something went wrong inside drover', 'The log says more. Please report it.'),
    };
  return {
    status,
    body: errorBody('BAD_REQUEST', framework[status] ?? 'the request cannot be understood', hintOf(status)),
  };
}

const framework: Readonly<Record<number, string>> = {
  400: 'the body is not valid JSON',
  413: 'the body is larger than is taken here',
  415: 'the body is of a type that is not understood',
};

const hintOf = (status: number): string =>
  status === 413 ? 'Send less.' : 'Send a JSON object with Content-Type: application/json.';

/** The framework marks errors of the sender with a status below 500. */
function statusOfFramework(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return undefined;
  const { statusCode } = error;
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500 ? statusCode : undefined;
}
