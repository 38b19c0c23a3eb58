import { dispatchWithTemplate } from '../../app/verbs/run/with-template.ts';
import type { ChatConnection } from '../../ports/chat/chat.ts';
import type { WantedGoal } from '../../runner/recurring/attend-schedule.ts';
import type { SchedulerOptions } from '../../runner/recurring/scheduler.ts';
import { lateWords } from '../../text/recurring/firing-words.ts';
import { placeOf } from '../chat/place-of.ts';
import type { Opened } from '../open-drover.ts';

/** What schedules and the daily report need. */
export function buildScheduler(
  { config, runtime, world }: Pick<Opened, 'config' | 'runtime' | 'world'>,
  connections: readonly Pick<ChatConnection, 'chat' | 'workspace'>[],
): SchedulerOptions {
  const { schedules, report } = config.recurring;
  return {
    runtime,
    calendar: world.calendar,
    configured: schedules,
    ...(report === undefined ? {} : { report }),
    dispatch: (wanted) => dispatchWithTemplate(world, requestOf(wanted)),
    placeOf: (channel) => placeOf(channel, connections),
  };
}

function requestOf({ schedule, place, deliveryId, missed, late, entries }: WantedGoal) {
  const text = [schedule.text, lateWords(missed, late)].filter((part) => part !== '').join('\n\n');
  const from = `schedule/${schedule.name}`;
  return { actor: schedule.by, place, deliveryId, text, flags: schedule.flags, from, entries };
}
