import { parentPort, workerData } from 'node:worker_threads';
import type { MatchTask } from './match-text.ts';

const { pattern, text }: MatchTask = workerData;
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port of a thread, not a window
parentPort?.postMessage(new RegExp(pattern, 'm').test(text));
