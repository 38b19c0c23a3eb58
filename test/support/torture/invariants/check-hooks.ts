import { hookKey } from '../../../../src/domain/hooks/hook.ts';
import type { Stage } from '../stage.ts';
import type { PastGoal, Remains } from './remains.ts';

/** Whoever is told by hooks was told each thing once at most; and what a goal says of its hooks is so. */
export function checkHooks({ receiver }: Stage, { goals }: Remains): string[] {
  const told = receiver.deliveries.map(({ headers }) => String(headers['x-drover-delivery']));
  const twice = told.filter((key, index) => told.indexOf(key) !== index);
  return [
    ...[...new Set(twice)].map((key) => `${key} was delivered more than once`),
    ...goals.flatMap((past) => checkActs(past, new Set(told))),
  ];
}

function checkActs({ goal, events }: PastGoal, told: ReadonlySet<string>): string[] {
  const ends = events.filter(({ type }) => type === 'goal.completed').length;
  const acts = goal.hookRuns.filter(({ on }) => on !== 'waiting');
  return [
    ...(acts.length === ends
      ? []
      : [`${goal.id} ended ${ends} times, and its hook was heeded ${acts.length} times`]),
    ...goal.hookRuns.flatMap((act) => {
      const key = hookKey(goal.id, act);
      if (act.state === 'pending' || act.state === 'claimed') return [`${key} rests ${act.state}`];
      // What drover's death met may have been done or not; nothing else may be in doubt.
      if (act.state === 'unknown') return [];
      return told.has(key) === (act.state === 'done')
        ? []
        : [`${key} is said to be ${act.state}, and is not`];
    }),
  ];
}
