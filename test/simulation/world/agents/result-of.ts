import type { TurnRequest, TurnResult } from '../../../../src/ports/agent.ts';
import { figuresOf } from './bill.ts';
import type { AgentProcess } from '../shape/world-shape.ts';

/** What an adapter makes of a process that is gone: from its record, and from what drover gave it for the turn. */
export function resultOf(process: AgentProcess, request: TurnRequest): TurnResult {
  const { ending, session, context, kind } = process;
  const told = {
    text: ending?.text ?? '',
    denials: ending?.denials ?? [],
    ...figuresOf(process, request.session),
    ...(session === undefined ? {} : { session }),
    ...(context === undefined || !kind.tellsContext ? {} : { context }),
  };
  if (ending === undefined)
    return { ...told, outcome: 'failed', failure: { kind: 'crashed', message: 'no end was recorded' } };
  const { outcome, failure } = ending;
  return {
    ...told,
    outcome,
    exitCode: outcome === 'finished' ? 0 : 1,
    ...(failure === undefined ? {} : { failure }),
  };
}
