import { z } from 'zod';
import type { Attachment } from '../../../../../src/domain/surface/attachment.ts';
import type { DiscordOptions } from '../../discord-state.ts';

/** Source: https://discord.com/developers/docs/resources/message and the event Message Create */
const MessageSchema = z.object({
  id: z.string().regex(/^\d{1,21}$/u),
  channel_id: z.string(),
  guild_id: z.string().nullish(),
  type: z.number(),
  content: z.string().default(''),
  webhook_id: z.string().nullish(),
  author: z.object({
    id: z.string(),
    username: z.string().optional(),
    global_name: z.string().nullish(),
    bot: z.boolean().optional(),
  }),
  member: z.object({ roles: z.array(z.string()).default([]), nick: z.string().nullish() }).nullish(),
  mentions: z.array(z.object({ id: z.string(), username: z.string().optional() })).default([]),
  attachments: z
    .array(
      z.object({
        id: z.string(),
        filename: z.string(),
        size: z.number(),
        content_type: z.string().nullish(),
      }),
    )
    .default([]),
});
export type DiscordRemark = z.infer<typeof MessageSchema>;

/** Ordinary messages and replies; the others say that somebody joined, pinned or renamed. */
const typedByPeople: readonly number[] = [0, 19];

/** A message that a person typed, or a bot that is listened to; undefined for all others and drover's own. */
export function readMessage(
  payload: unknown,
  self: string,
  { bots = [] }: Pick<DiscordOptions, 'bots'>,
): DiscordRemark | undefined {
  const parsed = MessageSchema.safeParse(payload);
  if (!parsed.success || !typedByPeople.includes(parsed.data.type)) return undefined;
  const { author, webhook_id: webhook } = parsed.data;
  if (author.id === self) return undefined;
  const isMachine = author.bot === true || (webhook !== undefined && webhook !== null);
  return isMachine && !bots.includes(author.id) ? undefined : parsed.data;
}

export interface RemarkLine {
  readonly text: string;
  /** `named`: drover is mentioned; `verb`: `!pause`, `stop`; `plain`: words that may be for the agent. */
  readonly kind: 'named' | 'verb' | 'plain';
}

/** What it says to drover; undefined for talk between people. Only in threads words without drover's name may be for it. */
export function lineOf(remark: DiscordRemark, self: string, inThread: boolean): RemarkLine | undefined {
  const mention = new RegExp(`<@!?${self}>`, 'u').exec(remark.content);
  if (mention !== null) {
    const after = readable(remark, remark.content.slice(mention.index + mention[0].length)).trim();
    return { text: after.replace(/^!(?=[a-z])/iu, ''), kind: 'named' };
  }
  return inThread ? replyOf(remark) : undefined;
}

/** What begins with somebody's name is for that person. */
function replyOf(remark: DiscordRemark): RemarkLine | undefined {
  const text = readable(remark, remark.content).trim();
  if (/^stop$/iu.test(text)) return { text: 'stop', kind: 'verb' };
  if (/^![a-z]/iu.test(text)) return { text: text.slice(1), kind: 'verb' };
  if (remark.content.trim().startsWith('<@')) return undefined;
  if (text !== '') return { text, kind: 'plain' };
  const names = remark.attachments.map(({ filename }) => filename).join(', ');
  return names === '' ? undefined : { text: `Attached: ${names}`, kind: 'plain' };
}

/** Names instead of ids, `:smile:` instead of `<:smile:1>`. */
const readable = ({ mentions }: DiscordRemark, text: string): string =>
  text
    .replace(/<@!?(\d+)>/gu, (all, id: string) => {
      const name = mentions.find((one) => one.id === id)?.username;
      return name === undefined ? all : `@${name}`;
    })
    .replace(/<a?(:\w+:)\d+>/gu, '$1');

/** Their addresses expire within a day, so a file is known by its message. */
export const attachmentsOf = ({
  attachments,
  channel_id: channel,
  id,
}: DiscordRemark): readonly Attachment[] =>
  attachments.map((file) => ({
    platform: 'discord',
    id: `${channel}/${id}/${file.id}`,
    name: file.filename,
    type: file.content_type ?? 'application/octet-stream',
    bytes: file.size,
  }));
