import type { Actor } from '../../../domain/actor.ts';
import type { VerbAnswer } from '../../../domain/verb.ts';
import { nextLook, wasAway } from '../../../policy/recurring/look.ts';
import { awayLine } from '../../../text/recurring/happened-words.ts';
import type { EntryWrite } from '../../../ports/store/goal-store.ts';
import type { Runtime } from '../../../runner/runtime.ts';
import { lastLook, writeLook } from './last-look.ts';
import { newsSince } from './digest.ts';
import type { VerbWorld } from '../verb.ts';

/**
 * Notes that a person was here, and adds a line to the answer when that person was away for long and something
 * happened meanwhile. Strangers, and refusals, leave no trace. What was asked is durable already: the answer does not wait
 * for the look, and is given as it is when that cannot be noted.
 */
export async function withNews(world: VerbWorld, actor: Actor, given: VerbAnswer): Promise<VerbAnswer> {
  if (!given.ok) return given;
  try {
    return await toldOf(world, actor, given);
  } catch (error) {
    couldNot(world.runtime, error);
    return given;
  }
}

/** Nobody waits for it. Whoever notes a look of the same person at the same moment is right, too. */
function note({ runtime }: VerbWorld, look: EntryWrite): void {
  runtime.store.commit({ entries: [look] }).catch((error: unknown) => couldNot(runtime, error));
}

const couldNot = ({ logger }: Runtime, error: unknown): void =>
  logger.warn({ err: error }, 'a person’s look could not be noted');

async function toldOf(world: VerbWorld, actor: Actor, given: VerbAnswer): Promise<VerbAnswer> {
  const { runtime, installation } = world;
  const now = runtime.clock.now();
  const { look, version } = await lastLook(world, actor);
  const next = nextLook(look, now, installation.digestAfterMs);
  if (next !== undefined) note(world, writeLook(actor, next, version));
  if (look === undefined || !wasAway(look, now, installation.digestAfterMs)) return given;
  const { happened, waiting } = await newsSince(world, actor, look.unseenSince);
  if (happened.changes.length === 0) return given;
  const { content } = given;
  const line = awayLine(look.unseenSince, happened, waiting.length);
  return { ...given, content: { ...content, blocks: [...content.blocks, line] } };
}
