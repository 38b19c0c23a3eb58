import { z } from 'zod';
import { firstIssue, MessageBlocksSchema, namesProblem } from './limits/blocks.ts';

/** Characters of JSON that Slack takes for all blocks of a message; measured, not documented. */
const longestBlocks = 13_200;

/** The error that Slack would answer with, and its words; undefined when the message is acceptable. */
export function blocksProblem(
  blocks: readonly unknown[],
): { readonly error: string; readonly detail: string } | undefined {
  const parsed = MessageBlocksSchema.safeParse(blocks);
  if (!parsed.success) return { error: 'invalid_blocks', detail: firstIssue(parsed.error) };
  const detail = namesProblem(blocks);
  if (detail !== undefined) return { error: 'invalid_blocks', detail };
  const { length } = JSON.stringify(blocks);
  return length > longestBlocks
    ? { error: 'msg_blocks_too_long', detail: `${length} characters of blocks` }
    : undefined;
}

/** The error that Slack would answer with; undefined when the message is acceptable. */
export const blocksError = (blocks: readonly unknown[]): string | undefined => blocksProblem(blocks)?.error;

interface Shown {
  readonly text: string;
  readonly blocks: readonly unknown[];
}

/** Whom a message would notify: mentions in its text and in mrkdwn of its blocks. Rich text mentions nobody by its text. */
export const pingsOf = (message: Shown): readonly string[] =>
  [message.text, ...message.blocks.flatMap(mrkdwnOf)].flatMap((one) =>
    [...one.matchAll(/<([!@#][^<>|]+)(?:\|[^<>]*)?>/gu)].map((hit) => hit[1] ?? ''),
  );

/** Links that a reader could follow: address and label as Slack would show them. */
export const linksOf = (message: { readonly blocks: readonly unknown[] }): readonly string[] =>
  message.blocks
    .flatMap(mrkdwnOf)
    .flatMap((one) => [...one.matchAll(/<([^<>!@#][^<>]*)>/gu)].map((hit) => hit[1] ?? ''));

const MrkdwnSchema = z.object({ type: z.enum(['mrkdwn', 'markdown']), text: z.string() });

/** Every text inside a block that Slack parses, however deep: also confirmations, options and context. */
export function mrkdwnOf(block: unknown): readonly string[] {
  const own = MrkdwnSchema.safeParse(block);
  if (own.success) return [own.data.text];
  if (typeof block !== 'object' || block === null) return [];
  return Object.values(block).flatMap((part: unknown) => mrkdwnOf(part));
}
