import type { Failure } from '../../../src/domain/failure.ts';
import type { CliEnding } from './cli-ending.ts';
import { signalOfExit } from './cli-ending.ts';
import { lastLine, oneLine } from './one-line.ts';
import { spawnFailure } from './spawn-failure.ts';

/** What is known of the program beside its ending. */
export interface Program {
  /** For messages. */
  readonly program: string;
  /** Whether it came so far as to have a session. */
  readonly started: boolean;
  readonly installHint?: string;
}

/** Why a turn failed that told of no result: from how its process ended. */
export function failureOfEnding(ending: CliEnding, { program, started, installHint }: Program): Failure {
  const { exitCode, endedFor, spawnError } = ending;
  if (spawnError) return spawnFailure(spawnError, program, installHint);
  if (endedFor === 'silence') return { kind: 'timeout', message: `${program} said nothing for too long` };
  if (endedFor === 'timeout') return { kind: 'timeout', message: 'the turn took longer than its limit' };
  if (endedFor === 'output') return { kind: 'protocol', message: `${program} wrote more than it may` };
  if (endedFor === 'orphaned') {
    return { kind: 'crashed', message: `${program} was ended because drover stayed away`, byRestart: true };
  }
  if (endedFor === 'killed') return { kind: 'crashed', message: `${program} was ended by somebody else` };
  const signal = signalOfExit(ending);
  if (signal !== undefined) return { kind: 'crashed', message: `${program} was ended by ${signal}`, signal };
  if (exitCode === undefined) return { kind: 'crashed', message: `${program} ended with nobody to see it` };
  if (exitCode === 0) return { kind: 'protocol', message: `${program} ended without a result` };
  const said = lastLine(ending.stderr);
  const message = said === '' ? `${program} exited with ${exitCode} and gave no reason` : oneLine(said);
  return { kind: started ? 'crashed' : 'cli-refused', message };
}
