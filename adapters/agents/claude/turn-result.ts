import type { TurnResult } from '../../../src/ports/agent.ts';
import type { CliEnding } from '../cli/cli-ending.ts';
import { present } from '../cli/json-fields.ts';
import type { Tally } from './tally.ts';
import { usageOf } from './tally.ts';
import { toFailure } from './to-failure.ts';

/** The result of a turn, from what its stream told and how its process ended: exactly one outcome. */
export function turnResult(tally: Tally, ending: CliEnding): TurnResult {
  const failure = ending.aborted ? undefined : toFailure(tally, ending);
  const outcome = ending.aborted ? 'aborted' : failure ? 'failed' : 'finished';
  const sessionCostUsd = tally.session === undefined ? undefined : tally.totalCostUsd;
  return {
    outcome,
    usage: usageOf(tally, ending.wallMs),
    text: tally.text,
    denials: [...tally.denials.values()],
    ...present({
      failure,
      session: tally.session,
      sessionCostUsd,
      context: contextOf(tally),
      exitCode: ending.exitCode,
      signal: ending.signal,
      version: tally.version,
    }),
  };
}

const contextOf = ({ contextUsed, contextWindow }: Tally): TurnResult['context'] =>
  contextUsed === undefined ? undefined : { used: contextUsed, ...present({ window: contextWindow }) };
