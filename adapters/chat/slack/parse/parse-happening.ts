import { z } from 'zod';
import type { Actor } from '../../../../src/domain/actor.ts';
import type { Origin } from '../../../../src/domain/origin.ts';
import { named, placeOf, TsSchema } from './interaction.ts';

/** Signs that stop a goal, with or without a tone of skin: what people reach for on a phone. */
const stopSigns = /^(?:octagonal_sign|stop_sign)$/u;

/** Source: https://docs.slack.dev/reference/events/reaction_added */
const ReactionSchema = z.object({
  event: z.object({
    type: z.literal('reaction_added'),
    user: z.string().min(1),
    reaction: z.string(),
    item: z.object({ type: z.literal('message'), channel: z.string().min(1), ts: TsSchema }),
    event_ts: TsSchema,
  }),
});

/** Source: the types of @slack/types 3.2, `AgentSessionStoppedEvent`. */
const StoppedSchema = z.object({
  event: z.object({
    type: z.literal('agent_session_stopped'),
    channel: z.string().min(1),
    user: z.string().min(1),
    thread_ts: TsSchema,
    event_ts: TsSchema,
  }),
});

/** Source: https://docs.slack.dev/reference/events/app_home_opened */
const HomeSchema = z.object({
  event: z.object({
    type: z.literal('app_home_opened'),
    user: z.string().min(1),
    tab: z.string().optional(),
    view: z.object({ hash: z.string() }).nullish(),
  }),
});

/** Somebody wants a goal to stop without a word. */
export interface SlackHalt {
  readonly deliveryId: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly actor: Actor;
  /** `thread` is that of the goal for Slack's own stop button; for a reaction it is the message it stands on. */
  readonly place: Origin & { readonly thread: string };
}

/** A stop sign on a message; undefined for other reactions. It can be put on again, so its time names it, too. */
export function parseStopSign(body: unknown, home: string): SlackHalt | undefined {
  const event = ReactionSchema.safeParse(body).data?.event;
  if (event === undefined || !stopSigns.test(event.reaction)) return undefined;
  const { item, user, reaction, event_ts: when } = event;
  const name = named(home, item.channel, 'reaction', reaction, item.ts, user, when);
  return halt(home, name, { user, when, channel: item.channel, thread: item.ts });
}

/** Slack's own stop button of an agent's session. Everybody in the channel can press it. */
export function parseSessionStop(body: unknown, home: string): SlackHalt | undefined {
  const event = StoppedSchema.safeParse(body).data?.event;
  if (event === undefined) return undefined;
  const { channel, thread_ts: thread, user, event_ts: when } = event;
  return halt(home, named(home, channel, 'stopped', thread, user, when), { user, when, channel, thread });
}

/** Somebody looks at drover's page. `hash` names what stands there already. */
export function parseHome(body: unknown): { readonly user: string; readonly hash?: string } | undefined {
  const event = HomeSchema.safeParse(body).data?.event;
  if (event === undefined || (event.tab ?? 'home') !== 'home') return undefined;
  return { user: event.user, ...(event.view == null ? {} : { hash: event.view.hash }) };
}

interface Halted {
  readonly user: string;
  readonly when: string;
  readonly channel: string;
  readonly thread: string;
}

const halt = (home: string, deliveryId: string, { user, when, channel, thread }: Halted): SlackHalt => ({
  deliveryId,
  at: Math.floor(Number(when) * 1000),
  actor: { platform: 'slack', user },
  place: { ...placeOf(home, channel, thread), thread },
});
