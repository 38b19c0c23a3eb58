import { DroverError, toError } from '../../../src/domain/errors.ts';
import { visibleText } from '../../../src/log/visible-text.ts';
import type { Output } from '../terminal.ts';
import { exitCodeOf, type ExitCode } from './exit-code.ts';

export interface ErrorSurface {
  /** Gets the JSON object, as it gets all results. */
  readonly output: Output;
  /** Gets the lines for people. */
  readonly errorOutput: Output;
  readonly json: boolean;
}

/** An error as it is told: what happened on one line, what to do, and further lines where there are any. */
export interface ToldError {
  readonly code: string;
  readonly text: string;
  readonly hint: string;
  readonly details?: string;
}

/** Tells a person (or with `json` a program) what went wrong; answers the exit code. An error without a code is a bug. */
export function printError(error: unknown, surface: ErrorSurface): ExitCode {
  if (!(error instanceof DroverError)) {
    tellError(bugOf(toError(error)), surface);
    return exitCodeOf('BUG');
  }
  const [text = '', ...details] = error.message.split('\n');
  const told = { code: error.code, text, hint: error.hint };
  tellError(details.length === 0 ? told : { ...told, details: details.join('\n') }, surface);
  return exitCodeOf(error.code);
}

export function tellError(error: ToldError, { output, errorOutput, json }: ErrorSurface): void {
  if (json) output.write(`${JSON.stringify({ ok: false, ...error })}\n`);
  else errorOutput.write(errorLines(error));
}

/** `error: <what> (<CODE>)`, `hint: <what to do>`, then the details. */
function errorLines({ code, text, hint, details }: ToldError): string {
  const lines = [`error: ${oneLine(text)} (${code})`, `hint: ${oneLine(hint)}`];
  return `${[...lines, ...(details === undefined ? [] : [visibleText(details)])].join('\n')}\n`;
}

const oneLine = (text: string): string => visibleText(text).replaceAll(/\s*\n\s*/g, ' ');

const bugOf = (error: Error): ToldError => ({
  code: 'BUG',
  text: error.message,
  hint: 'This is a mistake in drover. Please report it with the lines below.',
  details: stackOf(error),
});

/** The stack with those of its causes. */
const stackOf = (error: Error): string =>
  [
    error.stack ?? error.message,
    ...(error.cause instanceof Error ? [`caused by ${stackOf(error.cause)}`] : []),
  ].join('\n');
