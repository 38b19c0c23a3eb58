import { principalOf, type Actor } from '../../../domain/actor.ts';
import { LookSchema, type Look } from '../../../policy/recurring/look.ts';
import type { EntryWrite } from '../../../ports/store/goal-store.ts';
import type { VerbWorld } from '../verb.ts';

const keyOf = (actor: Actor): string => `seen/${principalOf(actor)}`.slice(0, 200);

/** What is known of a person's last look, with the version that the next note must name. */
export async function lastLook(
  { runtime }: VerbWorld,
  actor: Actor,
): Promise<{ readonly look: Look | undefined; readonly version: number }> {
  const entry = await runtime.store.entry(keyOf(actor));
  if (entry === undefined) return { look: undefined, version: 0 };
  return { look: LookSchema.parse(entry.value), version: entry.version };
}

export const writeLook = (actor: Actor, look: Look, version: number): EntryWrite => ({
  key: keyOf(actor),
  expectedVersion: version,
  value: look,
});
