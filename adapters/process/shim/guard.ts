import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endAgent } from './end-agent.ts';
import type { ShimJob } from './shim-job.ts';
import type { EndNote, EndReason } from './shim-notes.ts';
import type { RunningAgent } from './start-agent.ts';
import { turnFiles } from './turn-files.ts';

/** Watches over a running agent, also while drover is away. */
export interface Guard {
  readonly job: ShimJob;
  readonly agent: RunningAgent;
  /** Milliseconds of a clock that stands still while the machine sleeps: so does the agent. */
  readonly begun: number;
  sign: { seen: number; at: number };
  reason?: EndReason;
  /** Answers the survivors. */
  ending?: Promise<readonly number[]>;
  /** Settles when the tree was ended and yet no exit of the main process was seen: it is stuck in the kernel. */
  readonly stuck: PromiseWithResolvers<Record<string, never>>;
}

const lookMs = 200;
/** The exit of a killed process is reported a moment after it is gone from the process table. */
const exitGraceMs = 1_000;

/** A guard over an agent that was started just now. */
export function newGuard(job: ShimJob, agent: RunningAgent): Guard {
  const begun = performance.now();
  return { job, agent, begun, sign: { seen: signOf(job), at: begun }, stuck: Promise.withResolvers() };
}

/** Looks again and again until the answer is called. */
export function armGuard(guard: Guard): () => void {
  const timer = setInterval(() => {
    const reason = reasonToEnd(guard);
    if (reason !== undefined) triggerEnd(guard, reason);
  }, lookMs);
  return () => clearInterval(timer);
}

/** Begins to end the agent; a second call, for whatever reason, changes nothing. */
export function triggerEnd(guard: Guard, reason: EndReason): void {
  if (guard.ending) return;
  guard.reason = reason;
  guard.ending = endAgent(guard.agent, guard.job);
  guard.ending.then(() => sleep(exitGraceMs, {})).then(guard.stuck.resolve, guard.stuck.reject);
}

/** Why the agent has to end now; undefined while it may go on. */
function reasonToEnd(guard: Guard): EndReason | undefined {
  const { job, begun, sign } = guard;
  const now = performance.now();
  const seen = signOf(job);
  if (seen !== sign.seen) guard.sign = { seen, at: now };
  if (now - begun > job.timeoutMs) return 'timeout';
  if (now - guard.sign.at > job.orphanGraceMs) return 'orphaned';
  if (outputBytes(job) > job.maxOutputBytes) return 'output';
  return wishedEnd(job);
}

/** Why drover wishes the end; undefined when it does not. */
export function wishedEnd({ folder }: Pick<ShimJob, 'folder'>): EndNote['why'] | undefined {
  try {
    const { why }: Partial<EndNote> = JSON.parse(readFileSync(join(folder, turnFiles.end), 'utf8'));
    return why;
  } catch {
    // There is none: drover writes it whole or not at all.
    return undefined;
  }
}

/** Changes with every sign of drover. What is compared is that it changes: clocks may be set, machines may sleep. */
const signOf = ({ folder }: ShimJob): number =>
  statSync(join(folder, turnFiles.shim), { throwIfNoEntry: false })?.mtimeMs ?? 0;

const outputBytes = ({ folder }: ShimJob): number =>
  [turnFiles.stdout, turnFiles.stderr]
    .map((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0)
    .reduce((sum, size) => sum + size);
