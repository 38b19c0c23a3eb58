import type { TurnResult } from '../../../src/ports/agent.ts';
import type { CliEnding } from '../cli/cli-ending.ts';
import { present } from '../cli/json-fields.ts';
import type { Tally } from './tally.ts';
import { toFailure } from './to-failure.ts';
import { usageOf } from './usage.ts';

/** The result of a turn, from what its stream told and how its process ended: exactly one outcome. */
export function turnResult(tally: Tally, ending: CliEnding): TurnResult {
  const failure = ending.aborted ? undefined : toFailure(tally, ending);
  const outcome = ending.aborted ? 'aborted' : failure ? 'failed' : 'finished';
  return {
    outcome,
    usage: usageOf(tally, ending.wallMs),
    text: tally.asked.kind === 'compact' ? (tally.compaction.summary ?? '') : tally.text,
    denials: [...tally.denials.values()],
    ...present({
      failure,
      session: tally.session,
      sessionTotals: tally.session === undefined ? undefined : tally.meter.totals,
      context: contextOf(tally),
      exitCode: ending.exitCode,
      signal: ending.signal,
      version: tally.version,
    }),
  };
}

const contextOf = ({ contextUsed, meter }: Tally): TurnResult['context'] =>
  contextUsed === undefined ? undefined : { used: contextUsed, ...present({ window: meter.window }) };
