import { z } from 'zod';
import type { Origin } from '../../../../src/domain/origin.ts';
import type { Chat } from '../../../../src/ports/chat/chat.ts';
import { callSlack, identityOf, openDirect } from '../call-slack.ts';
import type { SlackIdentity, SlackState } from '../slack-state.ts';
import { metadataType, sentTo } from './send-message.ts';

/** Slack's clock may be behind ours by at most this much, in seconds, when a message is looked up. */
const skewSeconds = 120;

type FindResult = Awaited<ReturnType<Chat['find']>>;
interface Wanted {
  readonly key: string;
  readonly to: Origin;
  readonly since: number;
}

/** Looks for the message with that key, posted since that time, in the place where it belongs. */
export async function findMessage(
  slack: SlackState,
  wanted: Wanted,
  signal: AbortSignal,
): Promise<FindResult> {
  const identity = await identityOf(slack, signal);
  if (!identity.ok) return { ok: false, failure: identity.failure };
  const place = await openDirect(slack, wanted.to.channel, signal);
  if (!place.ok) return { ok: false, failure: place.failure };
  const there = { ...wanted, to: { ...wanted.to, channel: place.value } };
  let cursor: string | undefined;
  do {
    const page = await callSlack(slack, signal, (client) => {
      const range = rangeOf(there, cursor);
      return there.to.thread === undefined
        ? client.conversations.history(range)
        : client.conversations.replies({ ...range, ts: there.to.thread });
    });
    if (!page.ok) return { ok: false, failure: page.failure };
    const messageId = keyedMessage(page.value.messages ?? [], wanted.key, identity.value);
    if (messageId !== undefined) return { ok: true, ...sentTo(messageId, place.value, wanted.to.channel) };
    cursor = page.value.response_metadata?.next_cursor;
  } while (cursor !== undefined && cursor !== '');
  return { ok: true };
}

function rangeOf(wanted: Wanted, cursor: string | undefined) {
  const oldest = Math.max(0, Math.floor(wanted.since / 1000) - skewSeconds);
  return {
    channel: wanted.to.channel,
    oldest: `${oldest}.000000`,
    inclusive: true,
    include_all_metadata: true,
    limit: 200,
    ...(cursor === undefined ? {} : { cursor }),
  };
}

const KeyedSchema = z.object({
  ts: z.string(),
  user: z.string().optional(),
  bot_id: z.string().optional(),
  metadata: z.object({ event_type: z.literal(metadataType), event_payload: z.object({ key: z.string() }) }),
});

/** Everybody can read the key, so only drover's own message counts. */
function keyedMessage(messages: readonly unknown[], key: string, self: SlackIdentity): string | undefined {
  for (const message of messages) {
    const parsed = KeyedSchema.safeParse(message);
    if (!parsed.success || parsed.data.metadata.event_payload.key !== key) continue;
    if (parsed.data.user === self.user || (self.bot !== undefined && parsed.data.bot_id === self.bot))
      return parsed.data.ts;
  }
  return undefined;
}
