import { z } from 'zod';
import { PlatformSchema } from './actor.ts';

/** The place a goal is bound to. `thread` is missing until the root card was posted. All ids are strings: a Slack `ts` loses digits as a number. */
export const OriginSchema = z.object({
  platform: PlatformSchema,
  workspace: z.string(),
  channel: z.string(),
  thread: z.string().optional(),
});
export type Origin = z.infer<typeof OriginSchema>;

/** The channel that stands for the direct messages with a person; undefined where there are none. */
export function directChannel(platform: Origin['platform'], user: string): string | undefined {
  if (platform === 'slack') return user;
  return platform === 'discord' ? `@${user}` : undefined;
}

/** One string per thread, for indexes: `slack/T1/C1/1700000000.000100`. */
export const threadKey = (origin: Origin): string | undefined =>
  origin.thread === undefined
    ? undefined
    : [origin.platform, origin.workspace, origin.channel, origin.thread].join('/');
