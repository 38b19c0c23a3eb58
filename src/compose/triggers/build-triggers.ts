import type { TriggerDoor } from '../../../adapters/http/http-options.ts';
import { createTriggers } from '../../app/triggers/create-triggers.ts';
import type { Origin } from '../../domain/origin.ts';
import type { Trigger } from '../../domain/rules/trigger.ts';
import type { ChatConnection } from '../../ports/chat/chat.ts';
import type { Triggers } from '../../ports/triggers.ts';
import { placeOf } from '../chat/place-of.ts';
import type { Opened } from '../open-drover.ts';

/** Ways in for machines, with what their callers must know. */
export function buildTriggers(
  { config, world }: Pick<Opened, 'config' | 'world'>,
  connections: readonly ChatConnection[],
  terminal: Origin,
): Triggers & { readonly doors: Readonly<Record<string, TriggerDoor>> } {
  const place = (trigger: Trigger): Origin | undefined => {
    const channel = trigger.channel ?? world.installation.projects[trigger.project]?.channels[0];
    const isHere = connections.some(
      ({ chat }) => chat.platform !== 'console' && channel?.startsWith(`${chat.platform}:`) === true,
    );
    // A chat that is not configured has no threads: they are shown in the terminal.
    return channel === undefined || !isHere ? terminal : placeOf(channel, connections);
  };
  return { ...createTriggers({ ...world, placeOf: place }), doors: config.triggers };
}
