import type { ReceiptSign } from '../../../../src/domain/post.ts';
import type { GoalDocument } from '../../../../src/goal/state.ts';
import { storedGoals } from '../../world/ledger.ts';
import type { World } from '../../world/shape/world-shape.ts';
import { accuse } from '../../world/world.ts';

type Message = GoalDocument['messages'][number];

/** What may be seen on a message in the end; one that went back to the queue keeps the sign it had. */
const truth: Readonly<Record<Message['state'], readonly ReceiptSign[]>> = {
  queued: ['seen', 'delivered'],
  delivered: ['delivered'],
  acknowledged: ['acknowledged'],
  undelivered: ['undelivered'],
};

/** People see on their own messages what became of them, and that their request was seen. */
export function checkSigns(world: World): void {
  for (const { id, messages, spec } of storedGoals(world)) {
    for (const { receipt, source, state } of messages) {
      const shown = source === undefined ? undefined : world.chat.signs.get(source.messageId);
      if (source !== undefined && (shown === undefined || !truth[state].includes(shown)))
        accuse(world, `${id}: ${receipt} is ${state}, and its message shows ${shown}`);
    }
    if (spec.asking !== undefined && world.chat.signs.get(spec.asking.messageId) !== 'seen')
      accuse(world, `${id}: the message that asked for it was not marked`);
  }
}
