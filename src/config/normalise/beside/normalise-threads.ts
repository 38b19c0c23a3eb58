import type { ReplyRules } from '../../../domain/project.ts';
import type { ThreadsInput } from '../../schema/beside/thread-schema.ts';

/** One mode for all, or one per channel and `*` for the others. */
export function normaliseThreads({ replies }: ThreadsInput): ReplyRules {
  if (typeof replies === 'string') return { everywhere: replies, channels: {} };
  const { '*': everywhere = 'steer', ...channels } = replies;
  return { everywhere, channels };
}
