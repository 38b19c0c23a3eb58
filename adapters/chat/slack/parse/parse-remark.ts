import { z } from 'zod';
import type { Actor } from '../../../../src/domain/actor.ts';
import type { InboundMessage } from '../../../../src/domain/verb.ts';
import type { Attachment } from '../../../../src/domain/surface/attachment.ts';
import { decodeText, textAfterMention } from '../text/decode.ts';
import { filesOf } from './files-of.ts';

/** Source: https://docs.slack.dev/apis/events-api and the `message` and `app_mention` events. */
const EventSchema = z.object({
  team_id: z.string().optional(),
  is_ext_shared_channel: z.boolean().optional(),
  authorizations: z
    .array(z.object({ team_id: z.string().nullish(), enterprise_id: z.string().nullish() }))
    .optional(),
  event: z.object({
    type: z.enum(['message', 'app_mention']),
    subtype: z.string().optional(),
    hidden: z.boolean().optional(),
    bot_id: z.string().nullish(),
    bot_profile: z.unknown().optional(),
    user: z.string().min(1).optional(),
    text: z.string(),
    files: z.unknown().optional(),
    channel: z.string().min(1),
    ts: z.string().min(1),
    thread_ts: z.string().optional(),
    team: z.string().optional(),
    user_team: z.string().optional(),
    source_team: z.string().optional(),
  }),
});
type EventBody = z.infer<typeof EventSchema>;

/** What a person said to drover in a channel or thread, and where to answer. */
export interface SlackRemark {
  readonly message: InboundMessage;
  /** drover was named; otherwise it may be talk between people that only looks like a verb. */
  readonly addressed: boolean;
  /** Plain words in a thread: an answer where an agent waits for one, else talk between people. */
  readonly plain: boolean;
  /** Timestamp of the message itself, the parent for an answer outside a thread. */
  readonly ts: string;
}

/**
 * A message that speaks to drover, or may do so: text after a mention of it, `!verb`, a bare `stop` or plain words in a
 * thread. Undefined for everything else: talk between people, bots, edits, deletions, drover's own posts.
 * Bots are heard when the configuration lists them (`bots`, by bot id).
 * Slack delivers a mention twice, as `message` and as `app_mention`; both give the same result.
 */
export function parseRemark(
  body: unknown,
  botUser: string,
  bots: readonly string[] = [],
): SlackRemark | undefined {
  const parsed = EventSchema.safeParse(body);
  const actor = parsed.success ? writerOf(parsed.data, botUser, bots) : undefined;
  if (!parsed.success || actor === undefined) return undefined;
  const { event } = parsed.data;
  const attachments = filesOf(event.files);
  const line = lineOf(event, botUser, attachments);
  // Bots that talk in a thread would go on for ever: they are to name drover, or the verb.
  if (line === undefined || (line.kind === 'plain' && actor.outsider === 'bot')) return undefined;
  const workspace = homeOf(parsed.data);
  return {
    ts: event.ts,
    addressed: line.kind === 'named',
    plain: line.kind === 'plain',
    message: {
      deliveryId: `slack:${workspace}:${event.channel}:${event.ts}`.slice(0, 200),
      at: Math.floor(Number(event.ts) * 1000),
      actor,
      place: {
        platform: 'slack',
        workspace,
        channel: event.channel,
        ...(event.thread_ts === undefined ? {} : { thread: event.thread_ts }),
      },
      request:
        line.kind === 'plain'
          ? { form: 'fields', verb: 'answer', text: line.text }
          : { form: 'line', line: line.text, ...(line.kind === 'named' ? { named: true } : {}) },
      source: { platform: 'slack', workspace, channel: event.channel, messageId: event.ts },
      ...(attachments.length === 0 ? {} : { attachments }),
    },
  };
}

/** Subtypes mark edits, deletions, joins and the like; these are messages all the same. */
const ordinarySubtypes: ReadonlySet<string> = new Set(['bot_message', 'file_share', 'thread_broadcast']);

function isMessage(event: EventBody['event']): boolean {
  const ordinary = event.subtype === undefined || ordinarySubtypes.has(event.subtype);
  return ordinary && event.hidden !== true && /^\d{1,12}\.\d{1,6}$/u.test(event.ts);
}

/** Who wrote a message: a person, or a bot that is listened to; undefined for everybody else, drover itself included. */
function writerOf(body: EventBody, botUser: string, bots: readonly string[]): Actor | undefined {
  const { event } = body;
  if (!isMessage(event) || event.user === botUser) return undefined;
  if (event.bot_id != null)
    return bots.includes(event.bot_id)
      ? { platform: 'slack', user: event.bot_id, outsider: 'bot' }
      : undefined;
  if (event.user === undefined || event.bot_profile !== undefined) return undefined;
  return isExternal(body)
    ? { platform: 'slack', user: event.user, outsider: 'external' }
    : { platform: 'slack', user: event.user };
}

interface SlackLine {
  readonly text: string;
  readonly kind: 'named' | 'verb' | 'plain';
}

function lineOf(
  event: EventBody['event'],
  botUser: string,
  attachments: readonly Attachment[],
): SlackLine | undefined {
  const afterMention = textAfterMention(event.text, botUser);
  if (afterMention !== undefined) {
    const text = decodeText(afterMention).trim();
    return { text: text.replace(/^!(?=[a-z])/iu, ''), kind: 'named' };
  }
  return event.thread_ts === undefined ? undefined : replyOf(event.text, attachments);
}

/** What begins with another person's name is for that person. A picture without words speaks for itself. */
function replyOf(raw: string, attachments: readonly Attachment[]): SlackLine | undefined {
  const text = decodeText(raw).trim();
  if (/^stop$/iu.test(text)) return { text: 'stop', kind: 'verb' };
  if (/^![a-z]/iu.test(text)) return { text: text.slice(1), kind: 'verb' };
  if (/^<[@!]/u.test(raw.trim())) return undefined;
  const words = text === '' ? attachments.map(({ name }) => name).join(', ') : text;
  return words === '' ? undefined : { text: words, kind: 'plain' };
}

/** The workspace that drover is installed in; in a shared channel the event may come from another one. */
const homeOf = (body: EventBody): string => body.authorizations?.[0]?.team_id ?? body.team_id ?? 'unknown';

/** Workspaces of one Enterprise organisation are no strangers to each other unless the channel is shared outside. */
function isExternal(body: EventBody): boolean {
  const team = body.event.user_team ?? body.event.source_team ?? body.event.team;
  const enterprise = body.authorizations?.[0]?.enterprise_id ?? undefined;
  if (team === undefined || team === homeOf(body) || team === enterprise) return false;
  return enterprise === undefined || body.is_ext_shared_channel !== false;
}
