import { doubtSettlesMs } from '../../policy/posting.ts';
import type { ChatFailure, SendResult } from '../../ports/chat/chat.ts';
import type { PostDone } from '../../ports/store/goal-store.ts';
import { applyEvent } from '../apply.ts';
import type { Job, Outcome, Queue, Sender } from './sender.ts';
import { toldOfRefusal, toldOfSent, type Told } from './told-of.ts';

/** Records how a row ended that was sent, or refused; anything else leaves it where it is. */
export async function settleRow(
  sender: Sender,
  queue: Queue,
  job: Job,
  result: SendResult,
): Promise<Outcome> {
  if (!result.ok) return onFailure(sender, queue, job, result.failure);
  queue.doubtful = undefined;
  const done: PostDone['result'] = { messageId: result.messageId };
  return record(sender, job, done, toldOfSent(job.row, result));
}

/** The row will never be sent. A refused root card looks for another place; a goal is told what was not said for it. */
export async function refuseRow(sender: Sender, job: Job, code: string, hint?: string): Promise<Outcome> {
  sender.runtime.logger.warn({ post: job.row.post.key, code }, 'a post was refused for good');
  return record(sender, job, { refused: code }, toldOfRefusal(job.row, code, hint));
}

/** The row is not true any more: it is taken off without having been said. */
export async function dropRow(sender: Sender, job: Job): Promise<Outcome> {
  const { rung } = job.row.post;
  const told = rung && {
    goal: rung.goal,
    event: { type: 'RungDropped' as const, ask: rung.ask, step: rung.step },
  };
  return record(sender, job, { refused: 'obsolete' }, told);
}

/** In one commit: how the row ended, what that made pointless, and what its goal makes of it. */
async function record(
  sender: Sender,
  { row, stale }: Job,
  result: PostDone['result'],
  told: Told | undefined,
): Promise<Outcome> {
  const postsDone: PostDone[] = [
    { key: row.post.key, revision: row.revision, result },
    ...stale.map(({ post, revision }) => ({ key: post.key, revision, result: { refused: 'obsolete' } })),
  ];
  const applied = told && (await applyEvent(sender.runtime, told.goal, () => told.event, { postsDone }));
  // The goal was taken out of the store meanwhile, or has nothing to write.
  if (applied === undefined || applied.is === 'nothing') await sender.runtime.store.commit({ postsDone });
  return { sent: true };
}

async function onFailure(sender: Sender, queue: Queue, job: Job, failure: ChatFailure): Promise<Outcome> {
  const { logger } = sender.runtime;
  const post = job.row.post.key;
  switch (failure.kind) {
    case 'refused':
      return refuseRow(sender, job, failure.code, failure.hint);
    case 'rate-limited':
      logger.warn({ post, ...failure }, 'the platform asks to wait');
      return {
        sent: false,
        retryAfterMs: failure.retryAfterMs,
        holds: failure.everywhere === true ? 'platform' : 'lane',
      };
    case 'doubtful':
      logger.warn({ post, ...failure }, 'a post may or may not have arrived; looking before sending again');
      queue.doubtful = post;
      return { sent: false, retryAfterMs: doubtSettlesMs };
    case 'transient':
      logger.warn({ post, ...failure }, 'a post could not be sent; trying again');
      return { sent: false };
  }
}
