import { z } from 'zod';
import type { Actor } from '../../../../src/domain/actor.ts';
import { directChannel, type Origin } from '../../../../src/domain/origin.ts';

/** Fields that every interaction bears. Source: https://docs.slack.dev/reference/interaction-payloads */
export const InteractionSchema = z.object({
  user: z.object({ id: z.string().min(1), username: z.string().optional(), team_id: z.string().nullish() }),
  enterprise: z.object({ id: z.string() }).nullish(),
  trigger_id: z.string().min(1),
});
type InteractionBody = z.infer<typeof InteractionSchema>;

/** Somebody did something that may open a form within three seconds, and wants to know what came of it. */
export interface Interaction {
  /** Names the click: Slack does not repeat interactions, but a connection may. */
  readonly deliveryId: string;
  readonly actor: Actor;
  /** Where it happened; without a channel (a shortcut, the home page) it is the person's direct messages. */
  readonly place: Origin;
  readonly triggerId: string;
}

/**
 * Who did it. People of another workspace are strangers; within one Enterprise organisation the payload does not tell
 * shared channels apart, and the look-up of the person decides.
 */
export const interactor = ({ user, enterprise }: InteractionBody, home: string): Actor => ({
  platform: 'slack',
  user: user.id,
  ...(user.username === undefined ? {} : { name: user.username }),
  ...(user.team_id == null || user.team_id === home || enterprise != null
    ? {}
    : { outsider: 'external' as const }),
});

/** The person's direct messages, for what happens in no channel. */
export const directPlace = (user: string, workspace: string): Origin => ({
  platform: 'slack',
  workspace,
  channel: directChannel('slack', user) ?? user,
});

export const placeOf = (workspace: string, channel: string, thread: string | undefined): Origin => ({
  platform: 'slack',
  workspace,
  channel,
  ...(thread === undefined ? {} : { thread }),
});

/** Delivery ids are at most 200 characters long. */
export const named = (...parts: readonly string[]): string => ['slack', ...parts].join(':').slice(0, 200);

/** A message's timestamp, which is a string: as a number it loses digits. */
export const TsSchema = z.string().regex(/^\d{1,12}\.\d{1,6}$/u);
