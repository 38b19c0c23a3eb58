import { z } from 'zod';

const modes = ['steer', 'mention'] as const;
const mode = z.enum(modes, { error: 'must be steer or mention' });

/** How drover listens in goals' threads. */
export const ThreadsSchema = z
  .strictObject({
    replies: z
      .union([mode, z.record(z.string(), mode)])
      .default('steer')
      .describe(
        'plain replies in a goal’s thread: `steer` hands them to its agent, `mention` wants drover to be named (or `!say`). One for all, or by channel: `{"slack:C0123ABCD": "mention", "*": "steer"}`',
      ),
  })
  .prefault({})
  .describe('how drover listens in the threads of goals; the status card says which');
export type ThreadsInput = z.infer<typeof ThreadsSchema>;
