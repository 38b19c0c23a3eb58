import { DroverError } from '../../../../src/domain/errors.ts';
import type { Origin } from '../../../../src/domain/origin.ts';
import type { VerbAnswer } from '../../../../src/domain/verb.ts';
import type { Intake } from '../../../../src/ports/chat/intake.ts';
import type { Dice } from '../dice.ts';
import { accuse, note } from '../world.ts';
import { goalOf, type Wish } from './wish.ts';
import type { World } from '../shape/world-shape.ts';

/** How the platform reaches drover at this moment: not at all while it is down. */
export type Reach = () => Intake | undefined;

/** Milliseconds after which the platform takes a delivery for lost. */
const patience = 3000;

/** The platform delivers what was typed until it gets an answer, however late that is. */
export function deliver(world: World, dice: Dice, reach: Reach, wish: Wish): void {
  const again = () => deliver(world, dice, reach, wish);
  const intake = reach();
  if (intake === undefined) {
    // Platforms come again less and less often.
    world.clock.after(dice.between(200, dice.pick([3000, 60_000])), again);
    return;
  }
  const lost = world.clock.after(patience, again);
  const message = {
    deliveryId: wish.id,
    at: wish.typedAt,
    actor: wish.actor,
    place: placeOf(world, wish),
    // Every other person types a command, which is no message that could be marked.
    ...(wish.inThread || wish.verb === 'run'
      ? { source: { platform: 'slack' as const, workspace: 'T1', channel: wish.channel, messageId: wish.id } }
      : {}),
    request: { form: 'line', line: wish.line } as const,
  };
  intake(message).then(
    (answer) => {
      lost();
      hear(world, wish, answer);
      return undefined;
    },
    (error: unknown) => {
      // Nobody expects a word from a drover whose disk is full; the platform comes again.
      if (isBroken(error)) return;
      accuse(world, `the intake rejected ${wish.line}: ${String(error)}`);
    },
  );
}

const isBroken = (error: unknown): boolean =>
  error instanceof DroverError && (error.code === 'DISK_FULL' || error.code === 'STORE_FAILED');

function hear(world: World, wish: Wish, answer: VerbAnswer): void {
  note(world, `${wish.actor.name}: ${wish.line} → ${answer.content.title}`);
  wish.open -= 1;
  wish.answers.push(answer);
}

function placeOf(world: World, wish: Wish): Origin {
  const place: Origin = { platform: 'slack', workspace: 'T1', channel: wish.channel };
  const id = goalOf(wish);
  const root = world.chat.messages.find(
    (message) => id !== undefined && message.key.startsWith(`${id}/root/`),
  );
  if (!wish.inThread || root === undefined) return place;
  return { ...place, channel: root.channel, thread: root.id };
}
