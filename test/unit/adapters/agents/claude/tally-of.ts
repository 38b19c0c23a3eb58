import { parseLine } from '../../../../../adapters/agents/claude/stream/parse.ts';
import type { Asked, Tally } from '../../../../../adapters/agents/claude/tally.ts';
import { addEvent, newTally } from '../../../../../adapters/agents/claude/tally.ts';
import type { Usage } from '../../../../../src/domain/turn.ts';
import { noUsage } from '../../../../../src/domain/turn.ts';
import type { AgentEvent } from '../../../../../src/ports/agent.ts';

const anyId = '00000000-0000-4000-8000-000000000000';

/** A turn of work in a session of its own. */
export const fresh: Asked = { kind: 'work', session: { id: anyId, resume: false, totals: noUsage } };

/** A turn that goes on with a session, which had used that much before. */
export const resumed = (id: string, totals: Usage = noUsage, kind: Asked['kind'] = 'work'): Asked => ({
  kind,
  session: { id, resume: true, totals },
});

/** The tally of a stream, given as lines or as the objects in them. */
export function tallyOf(
  stream: readonly (string | object)[],
  asked: Asked = fresh,
  onEvent: (event: AgentEvent) => void = () => {},
): Tally {
  const tally = newTally(asked);
  for (const told of stream) {
    const event = parseLine(typeof told === 'string' ? told : JSON.stringify(told));
    for (const heard of event ? addEvent(tally, event) : []) onEvent(heard);
  }
  return tally;
}
