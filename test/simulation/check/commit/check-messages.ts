import { isDeepStrictEqual } from 'node:util';
import { isTerminal } from '../../../../src/domain/goal.ts';
import type { GoalDocument } from '../../../../src/goal/state.ts';
import type { Seen } from '../../world/observe-store.ts';
import { claimOf, type Claim } from '../support/claim.ts';
import type { World } from '../../world/shape/world-shape.ts';

type Message = GoalDocument['messages'][number];

/** A message goes queued → delivered → acknowledged, or back, or is lost with the end; and the prompts bear it out. */
export function checkMessages(world: World, seen: Seen): void {
  const { before, after, wish } = seen;
  if (before === undefined) return;
  const claim = claimOf(world, seen);
  for (const [index, old] of before.messages.entries()) {
    const message = after.messages[index];
    if (message === undefined) claim(false, `${old.receipt} is gone`);
    else checkStep(world, seen, { old, message }, claim);
  }
  const added = after.messages.slice(before.messages.length);
  claim(
    added.length === 0 || (added.length === 1 && wish !== undefined),
    `${added.length} messages that nobody sent`,
  );
  checkPlaces(after, claim);
}

interface Change {
  readonly old: Message;
  readonly message: Message;
}

function checkStep(world: World, seen: Seen, { old, message }: Change, claim: Claim): void {
  const { receipt } = old;
  const same =
    message.receipt === receipt && message.text === old.text && isDeepStrictEqual(message.from, old.from);
  claim(same, `${receipt} was changed`);
  if (message.state === old.state) return;
  const step = `${old.state} → ${message.state}`;
  claim(steps.has(step), `${receipt} went ${step}`);
  if (message.state === 'acknowledged')
    claim(wasRead(world, seen, message), `${receipt} is acknowledged unread`);
  if (message.state === 'undelivered')
    claim(isTerminal(seen.after.state), `${receipt} is lost before the end`);
  if (old.state === 'delivered' && message.state === 'queued')
    claim(!wasRead(world, seen, message), `${receipt} was read, and is queued again`);
}

const steps = new Set([
  'queued → delivered',
  'delivered → acknowledged',
  'delivered → queued',
  'queued → undelivered',
  'delivered → undelivered',
]);

/** This write books a turn that came to its own end, and whose prompt had the message. */
function wasRead(world: World, { before, after }: Seen, { receipt, text }: Message): boolean {
  const row = after.turns.length > (before?.turns.length ?? 0) ? after.turns.at(-1) : undefined;
  if (row?.kind !== 'work' || row.outcome !== 'finished') return false;
  const prompt = world.processes.get(`home/${after.id}/${row.run}-${row.seq}`)?.request.prompt ?? '';
  return prompt.includes(text) && prompt.includes(receipt);
}

/** What is delivered is with the turn that is pending; nothing else is; and after the end nothing is on its way. */
function checkPlaces(goal: GoalDocument, claim: Claim): void {
  const turn = goal.effects.find((effect) => effect.type === 'RunTurn');
  const unheard = goal.messages.some(({ state }) => state === 'queued');
  claim(goal.state !== 'sleeping' || !unheard, 'it sleeps over a message');
  for (const { receipt, state } of goal.messages) {
    const carried = turn?.receipts.includes(receipt) === true && turn.kind === 'work';
    claim(state !== 'delivered' || carried, `${receipt} is delivered, and no turn has it`);
    claim(
      !isTerminal(goal.state) || state === 'acknowledged' || state === 'undelivered',
      `${receipt} is ${state} after the end`,
    );
  }
}
