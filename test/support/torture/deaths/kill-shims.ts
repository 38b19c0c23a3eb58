import { setTimeout as pause } from 'node:timers/promises';
import { homeId } from '../../../../adapters/home/home-id.ts';
import { readProcessTable } from '../../../../adapters/process/proc-table.ts';
import { sendSignal } from '../../../../adapters/process/process-tree.ts';
import type { Chance } from '../chance.ts';
import type { Stage } from '../stage.ts';

/** Mean milliseconds between two looks for a shim to kill. */
const betweenMs = 8000;

/** Kills what stands between drover and an agent now and then, at most once for each goal, until `signal`. */
export async function killShims(stage: Stage, chance: Chance, signal: AbortSignal): Promise<void> {
  const prefix = `${await homeId(stage.home)}/`;
  const hit = new Set<string>();
  while (!signal.aborted) {
    await pause(chance.exponential(betweenMs));
    const shims = (await readProcessTable()).flatMap(({ pid, shim }) =>
      shim?.startsWith(prefix) === true && !hit.has(goalOf(shim)) ? [{ pid, tag: shim }] : [],
    );
    if (shims.length === 0 || signal.aborted) continue;
    const { pid, tag } = chance.pick(shims);
    hit.add(goalOf(tag));
    // Noted first: what it leads to may be seen before this goes on.
    stage.killedShims.add(tag);
    sendSignal(pid, 'SIGKILL');
  }
}

/** The goal in the tag of a turn. */
const goalOf = (tag: string): string => tag.split('/')[1] ?? '';
