import type { BenchRow } from '../bench-row.ts';
import { answersBesidePosts } from './answers-beside-posts.ts';
import { outboxThroughput } from './outbox-throughput.ts';

export const outboxRows: readonly BenchRow[] = [outboxThroughput, answersBesidePosts];
