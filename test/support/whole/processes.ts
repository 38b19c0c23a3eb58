import { homeId } from '../../../adapters/home/home-id.ts';
import { createReaper } from '../../../adapters/process/create-reaper.ts';
import { canSeeProcesses, readProcessTable } from '../../../adapters/process/proc-table.ts';
import { quietLogger } from '../agents/quiet-logger.ts';
import { until } from '../until.ts';

/** Whether the children of a home can be seen from outside: only where the kernel shows environments. */
export const childrenCanBeSeen = canSeeProcesses();

/** Tags of the processes that this home has started and that are alive. */
export async function livingChildren(home: string): Promise<readonly string[]> {
  const prefix = `${await homeId(home)}/`;
  return (await readProcessTable()).flatMap(({ tag }) => (tag?.startsWith(prefix) === true ? [tag] : []));
}

/** Ends what this home left running: agents outlive drover, and nobody will come back for them. */
export async function endOrphans(home: string): Promise<void> {
  const prefix = `${await homeId(home)}/`;
  await createReaper(quietLogger()).reap(prefix, new Set(), new AbortController().signal);
}

/** Waits until nothing runs for the home, or for a goal of it, any more. */
export const allGone = (home: string, goal = '', withinMs = 10_000): Promise<true> =>
  until(
    'all processes to be gone',
    async () =>
      (await livingChildren(home)).some((tag) => tag.includes(`/${goal}`)) ? undefined : (true as const),
    withinMs,
  );

/** Waits until something runs for a goal of the home. */
export const someAlive = (home: string, goal: string): Promise<true> =>
  until('a process of the goal', async () =>
    (await livingChildren(home)).some((tag) => tag.includes(`/${goal}/`)) ? (true as const) : undefined,
  );
