import { DroverError } from '../domain/errors.ts';
import type { Problem } from './config.ts';

/** One problem as two lines for a terminal: what and where, and what to do. */
export const problemLines = ({ path, value, message, hint }: Problem): string =>
  `${path}${value === undefined ? '' : ` = ${value}`}: ${message}\n  → ${hint}`;

/**
 * All problems as one error. Its code is that of the problems when they agree (NOT_BUILT, CONFIG_NOT_FOUND),
 * else CONFIG_INVALID.
 */
export function errorOfProblems(problems: readonly Problem[]): DroverError {
  const codes = new Set(problems.map((problem) => problem.code));
  const [code] = codes.size === 1 ? codes : [];
  const [first] = problems;
  if (first !== undefined && problems.length === 1)
    return new DroverError(first.code, problemText(first), first.hint);
  return new DroverError(
    code ?? 'CONFIG_INVALID',
    `${problems.length} problems in the configuration\n${problems.map(problemLines).join('\n')}`,
    'Correct them all; docs/configuration.md explains every key and variable.',
  );
}

const problemText = ({ path, value, message }: Problem): string =>
  `${path}${value === undefined ? '' : ` = ${value}`}: ${message}`;
