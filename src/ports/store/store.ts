import type { GoalStore } from './goal-store.ts';
import type { Inbox } from './inbox.ts';
import type { JobQueue } from './job-queue.ts';
import type { Outbox } from './outbox.ts';
import type { Registry } from './registry.ts';

/** The five sides of one engine; each part of drover is given only the side it needs. */
export type Store = GoalStore & Inbox & Outbox & JobQueue & Registry;
