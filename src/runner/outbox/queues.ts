import type { Post } from '../../domain/post.ts';
import { rankOf } from '../../policy/outbox/urgency.ts';
import { doubtSettlesMs } from '../../policy/posting.ts';
import type { OutboxRow } from '../../ports/store/outbox.ts';
import type { Job, Queue, Sender } from './sender.ts';

/** What a queue would send next. */
export interface Candidate extends Job {
  readonly queue: Queue;
  /** 0 before 4. */
  readonly rank: number;
}

/** What each queue that is not at work would send next, the most urgent first; cards that were not edited for long first. */
export function candidatesOf(sender: Sender, rows: readonly OutboxRow[]): readonly Candidate[] {
  const found: Candidate[] = [];
  const cardless = new Set(rows.flatMap(({ post }) => (makesCard(post) ? [post.goal] : [])));
  const ready = rows.filter(({ post }) => post.kind !== 'card' || !cardless.has(post.goal));
  for (const [name, waiting] of Map.groupBy(ready, ({ post }) => queueName(post))) {
    const queue = queueOf(sender, name, waiting);
    const job = queue.busy ? undefined : nextJob(waiting);
    if (job !== undefined) found.push({ ...job, queue, rank: rankIn(job, waiting) });
  }
  return found.toSorted((a, b) => a.rank - b.rank || ageOf(a) - ageOf(b) || a.row.order - b.row.order);
}

/** Until it stands, there is no card to be edited. */
const makesCard = ({ kind, freshCard }: Post): boolean => kind === 'root' || freshCard === true;

const ageOf = ({ row, queue }: Candidate): number => (row.post.kind === 'card' ? queue.cardAt : row.order);

/** What stands before something urgent of the same thread is as urgent: nothing overtakes there. */
const rankIn = ({ row }: Job, waiting: readonly OutboxRow[]): number =>
  row.post.kind === 'root' || row.post.kind === 'notice'
    ? Math.min(...waiting.map(({ post }) => rankOf(post)))
    : rankOf(row.post);

/** Root first (it may be a later one, at another place), then notices in order. */
function nextJob(rows: readonly OutboxRow[]): Job | undefined {
  const inOrder = rows.toSorted((a, b) => a.order - b.order);
  const [first] = inOrder;
  if (first?.post.kind === 'sign') return nextSign(inOrder);
  const row = inOrder.find(({ post }) => post.kind === 'root') ?? first;
  return row && { row, stale: [] };
}

/** The newest sign of the message that has waited longest; the ones before it need not be shown any more. */
function nextSign(inOrder: readonly OutboxRow[]): Job | undefined {
  const marked = inOrder[0]?.post.mark?.message.messageId;
  const same = inOrder.filter(({ post }) => post.mark?.message.messageId === marked);
  const row = same.at(-1);
  return row === undefined ? undefined : { row, stale: same.slice(0, -1) };
}

function queueName({ goal, kind, to }: Post): string {
  const thread = goal ?? ['to', to.platform, to.workspace, to.channel, to.thread ?? ''].join('/');
  return kind === 'root' || kind === 'notice' ? thread : `${thread}/${kind}`;
}

function queueOf(sender: Sender, name: string, waiting: readonly OutboxRow[]): Queue {
  const known = sender.queues.get(name);
  if (known !== undefined) return known;
  // What an earlier life sent in its last moment may still be on its way to where it is looked up.
  const settling = waiting.some((row) => row.order <= sender.inherited);
  const queue: Queue = {
    busy: false,
    failures: 0,
    notBefore: settling ? sender.startedAt + doubtSettlesMs : 0,
    cardAt: 0,
    doubtful: undefined,
    place: undefined,
  };
  sender.queues.set(name, queue);
  return queue;
}
