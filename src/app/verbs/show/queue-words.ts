import type { GoalDocument } from '../../../goal/state.ts';
import { whyQueued } from '../../../policy/queue/slots.ts';
import { slotsNow } from '../../../runner/control/slots-now.ts';
import type { VerbWorld } from '../verb.ts';

/** Tells of each queued goal what it waits for: `waits for a slot: 4 of 4 goals are working`. */
export async function queueWords({
  runtime,
  installation,
}: VerbWorld): Promise<(goal: GoalDocument) => string | undefined> {
  const goals = await runtime.store.list({ terminal: false });
  const caps = await slotsNow(runtime.store, installation.slots);
  return ({ id }) => {
    const own = goals.find((goal) => goal.id === id);
    const why = own === undefined ? undefined : whyQueued(own, goals, caps);
    return why === undefined ? undefined : `waits for a slot: ${why}`;
  };
}
