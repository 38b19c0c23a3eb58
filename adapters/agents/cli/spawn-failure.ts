import type { Failure } from '../../../src/domain/failure.ts';
import type { CliEnding } from './cli-ending.ts';
import { oneLine } from './one-line.ts';
import { present } from './json-fields.ts';

/** No such program, or one that may not be executed. */
const missing: ReadonlySet<string> = new Set(['ENOENT', 'EACCES']);
/** It may work another time. */
const scarce: ReadonlySet<string> = new Set(['EAGAIN', 'ENOMEM', 'EMFILE', 'ENFILE']);

/** Why a program could not even be started. */
export function spawnFailure(
  error: NonNullable<CliEnding['spawnError']>,
  program: string,
  installHint: string | undefined,
): Failure {
  const message = oneLine(`${program} could not be started: ${error.message}`);
  const code = error.code ?? '';
  if (missing.has(code)) return { kind: 'cli-missing', message, ...present({ hint: installHint }) };
  if (!scarce.has(code)) return { kind: 'cli-refused', message };
  return { kind: 'crashed', message, hint: 'The machine is short of processes, files or memory.' };
}
