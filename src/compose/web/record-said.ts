import { GoalIdSchema, type GoalId } from '../../domain/ids.ts';
import type { Chat, OutgoingMessage } from '../../ports/chat/chat.ts';
import type { ThreadLog } from '../../ports/chat/thread-log.ts';
import type { Runtime } from '../../runner/runtime.ts';

/** The goal whose notice bears this key; undefined for cards, whose newest state is made anew, and for everything else. */
function goalOfNotice(key: string): GoalId | undefined {
  const [goal, kind] = key.split('/');
  return kind === 'notice' ? GoalIdSchema.safeParse(goal).data : undefined;
}

/**
 * The same chat, which also writes down what is said in the threads of goals. It is written before it is sent: a post is
 * either still in the store's outbox or in this record. Trouble with the record keeps nothing from being said.
 */
export function recordSaid(chat: Chat, threads: ThreadLog, runtime: Runtime): Chat {
  return {
    ...chat,
    send: async (message, signal) => {
      await record(message, threads, runtime);
      return chat.send(message, signal);
    },
  };
}

async function record(
  { key, content }: OutgoingMessage,
  threads: ThreadLog,
  { store, clock, logger }: Runtime,
): Promise<void> {
  const goal = goalOfNotice(key);
  if (goal === undefined) return;
  try {
    const row = (await store.pending()).find(({ post }) => post.key === key);
    await threads.add(goal, { key, at: row?.at ?? clock.now(), content });
  } catch (error) {
    logger.warn({ err: error, post: key }, 'what is said could not be written down for the web pages');
  }
}
