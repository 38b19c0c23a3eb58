import type { CheckResult } from '../../../src/domain/acceptance.ts';
import type { GoalState } from '../../../src/domain/goal.ts';
import { isTerminal } from '../../../src/domain/goal.ts';
import type { EventRecord } from '../../../src/domain/event-record.ts';
import type { Origin } from '../../../src/domain/origin.ts';
import type { TurnRecord, Usage } from '../../../src/domain/turn.ts';
import { until } from '../until.ts';
import type { DroverProcess } from './drover-process.ts';

/** A goal as the HTTP API shows it, as far as tests look at it. */
export interface GoalView {
  readonly handle: string;
  readonly state: GoalState;
  readonly phase?: string;
  readonly turn: number;
  readonly attempt: number;
  readonly branch: string;
  readonly origin: Origin;
  readonly turns: readonly TurnRecord[];
  readonly usage: Usage;
  readonly checks?: readonly CheckResult[];
  readonly criteria: readonly unknown[];
  readonly verified?: string;
  readonly sha?: string;
  readonly delivery: { readonly state: string; readonly ref?: string; readonly problem?: string };
  readonly result?: { readonly reason: string; readonly hint?: string; readonly code?: string };
  readonly session?: { readonly id: string; readonly started: boolean };
  readonly workspace?: { readonly path: string; readonly base: string; readonly baseSha: string };
  readonly messages: readonly { readonly receipt: string; readonly state: string; readonly text: string }[];
  readonly progress?: { readonly text: string };
  readonly waiting?: { readonly reason: string; readonly note: string; readonly deadline: number };
  readonly spec: { readonly text: string };
}

export const goalView = async (drover: DroverProcess, handle: string): Promise<GoalView> =>
  (await drover.get(`/api/goals/${handle}`)) as unknown as GoalView;

/** Waits until the goal is as wanted; a failure shows how it stands and what drover printed. */
export async function whenGoal(
  drover: DroverProcess,
  handle: string,
  wanted: (goal: GoalView) => boolean,
  withinMs = 90_000,
): Promise<GoalView> {
  let last: GoalView | undefined;
  try {
    return await until(
      handle,
      async () => {
        last = await goalView(drover, handle);
        return wanted(last) ? last : undefined;
      },
      withinMs,
    );
  } catch (error) {
    const seen = JSON.stringify({ state: last?.state, turn: last?.turn, result: last?.result });
    throw new Error(`${handle} did not come to be as wanted; last seen ${seen}\n${drover.output()}`, {
      cause: error,
    });
  }
}

export const whenEnded = (drover: DroverProcess, handle: string, withinMs?: number): Promise<GoalView> =>
  whenGoal(drover, handle, (goal) => isTerminal(goal.state), withinMs);

/** An agent is at work: it has said something that only its process can know. */
export const whenSaid = (drover: DroverProcess, handle: string, text: string): Promise<GoalView> =>
  whenGoal(drover, handle, (goal) => goal.progress?.text.includes(text) === true);

/** Asks for a goal over HTTP; answers its handle. */
export async function runGoal(
  drover: DroverProcess,
  text: string,
  flags: Record<string, unknown> = {},
): Promise<string> {
  // Tests give the same task to several goals on purpose.
  const reply = await drover.verb('run', { text, flags: { anyway: true, ...flags } });
  if (reply.goal === undefined) throw new Error(`not started: ${JSON.stringify(reply)}`);
  return reply.goal;
}

/** The public facts of a goal, oldest first. */
export const factsOf = async (drover: DroverProcess, handle: string): Promise<readonly EventRecord[]> =>
  ((await drover.get(`/api/goals/${handle}/events`)) as { events: EventRecord[] }).events;
