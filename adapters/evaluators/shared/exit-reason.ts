import { constants } from 'node:os';
import type { TreeExit } from '../../process/run-tree.ts';

/** The verdict of an exit, before the output is looked at. */
export interface ExitVerdict {
  readonly ok: boolean;
  /** One line. */
  readonly reason: string;
}

/** Says how a command ended: `exit 1`, `exit 127: command not found`, `timed out after 300 s`. */
export function judgeExit(exit: TreeExit, expectedExit: number, timeoutMs: number): ExitVerdict {
  if (exit.spawnError) return failed(`could not be started: ${exit.spawnError.message}`);
  if (exit.timedOut) return failed(`timed out after ${seconds(timeoutMs)}`);
  if (exit.exitCode === undefined) return failed(`killed by ${exit.signal ?? 'an unknown signal'}`);
  if (exit.exitCode === expectedExit) return { ok: true, reason: `exit ${exit.exitCode}` };
  const expected = expectedExit === 0 ? '' : `, expected ${expectedExit}`;
  return failed(`exit ${exit.exitCode}${meaningOf(exit.exitCode)}${expected}`);
}

const failed = (reason: string): ExitVerdict => ({ ok: false, reason });

const seconds = (ms: number): string => `${Number((ms / 1000).toFixed(1))} s`;

/** What the shell means by its own exit codes (POSIX.1-2017, 2.8.2): 126, 127, and 128 + the signal's number. */
function meaningOf(exitCode: number): string {
  if (exitCode === 126) return ': command is not executable';
  if (exitCode === 127) return ': command not found';
  const signal = Object.entries(constants.signals).find(([, number]) => number === exitCode - 128)?.[0];
  return signal === undefined ? '' : `: ended by ${signal}`;
}
