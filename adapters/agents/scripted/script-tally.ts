import type { Failure } from '../../../src/domain/failure.ts';
import type { Denial, Usage } from '../../../src/domain/turn.ts';
import { addUsage, noUsage, usageSince } from '../../../src/domain/turn.ts';
import type { AgentEvent, TurnResult } from '../../../src/ports/agent.ts';
import type { CliEnding } from '../cli/cli-ending.ts';
import { failureOfEnding } from '../cli/failure-of-ending.ts';
import { parseFields, present } from '../cli/json-fields.ts';
import type { PlayerEvent } from './protocol.ts';
import { PlayerEventSchema } from './protocol.ts';

/** What the player has told so far. */
export interface ScriptTally {
  /** What the session had used before this turn. */
  readonly before: Usage;
  /** Running totals of the session, where the player tells them. */
  totals?: Usage;
  session?: string;
  text: string;
  usage: Usage;
  context?: { readonly used: number; readonly window?: number };
  failure?: Failure;
  ended: boolean;
  interrupted: boolean;
  readonly denials: Denial[];
}

/** The tally of a turn that has said nothing yet. */
export const newScriptTally = (before: Usage): ScriptTally => ({
  before,
  text: '',
  usage: noUsage,
  ended: false,
  interrupted: false,
  denials: [],
});

/** A line of the player's output; undefined for lines that are no events. */
export function parsePlayerLine(line: string): PlayerEvent | undefined {
  const fields = parseFields(line);
  return fields && PlayerEventSchema.safeParse(fields).data;
}

/** Takes an event in; answers what is worth telling while the turn runs. */
export function addPlayerEvent(tally: ScriptTally, event: PlayerEvent): readonly AgentEvent[] {
  switch (event.type) {
    case 'session':
      tally.session = event.id;
      return [event];
    case 'text':
      tally.text = event.text;
      return [event];
    case 'tool':
      return [event];
    case 'denied':
      tally.denials.push(event.denial);
      return [event];
    case 'usage':
      tally.usage = addUsage(tally.usage, event.usage);
      return [{ type: 'usage', usage: tally.usage }];
    case 'totals':
      tally.totals = event.usage;
      tally.usage = usageSince(event.usage, tally.before);
      return [{ type: 'usage', usage: tally.usage }];
    case 'context':
      tally.context = { used: event.used, ...present({ window: event.window }) };
      return [];
    case 'failure':
      tally.failure = event.failure;
      return [];
    case 'interrupted':
      tally.interrupted = true;
      return [];
    case 'end':
      tally.ended = true;
      return [];
  }
}

/** The result of a turn: exactly one outcome. */
export function scriptedResult(tally: ScriptTally, ending: CliEnding): TurnResult {
  const failure = ending.aborted ? undefined : toFailure(tally, ending);
  return {
    outcome: ending.aborted ? 'aborted' : failure ? 'failed' : 'finished',
    usage: { ...tally.usage, wallMs: ending.wallMs },
    text: tally.text,
    denials: tally.denials,
    ...present({
      failure,
      session: tally.session,
      sessionTotals: tally.totals,
      context: tally.context,
      exitCode: ending.exitCode,
      signal: ending.signal,
    }),
  };
}

function toFailure(tally: ScriptTally, ending: CliEnding): Failure | undefined {
  if (tally.failure || tally.ended) return tally.failure;
  if (tally.interrupted && ending.endedFor === undefined)
    return { kind: 'crashed', message: 'the scripted agent was interrupted', signal: 'SIGINT' };
  return failureOfEnding(ending, { program: 'the scripted agent', started: tally.session !== undefined });
}
