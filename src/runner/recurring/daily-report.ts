import type { Origin } from '../../domain/origin.ts';
import { ReportSaidSchema, type ReportRules } from '../../domain/recurring/schedule.ts';
import { whatHappened } from '../../policy/recurring/happened.ts';
import type { Calendar } from '../../ports/calendar.ts';
import { reportContent, type WaitingGoal } from '../../text/recurring/happened-words.ts';
import { loadGoal } from '../document.ts';
import type { Runtime } from '../runtime.ts';
import { eventsFrom } from './history.ts';

export interface ReportNeeds {
  readonly runtime: Runtime;
  readonly calendar: Calendar;
  /** The place that a channel's name stands for; undefined until its platform is connected. */
  readonly placeOf: (channel: string) => Origin | undefined;
}

const entryKey = 'report/last';
const dayMs = 24 * 60 * 60 * 1000;

/** Posts the report of the day once its hour has come, unless it was: one day, one report, over all restarts. */
export async function sayReport(needs: ReportNeeds, { channel, hour, zone }: ReportRules): Promise<void> {
  const { runtime, calendar } = needs;
  const { store, clock } = runtime;
  const now = clock.now();
  const { date, minutes } = calendar.localTime(now, zone);
  if (minutes < hour * 60) return;
  const entry = await store.entry(entryKey);
  const said = entry === undefined ? undefined : ReportSaidSchema.parse(entry.value);
  if (said?.date === date) return;
  const to = needs.placeOf(channel);
  if (to === undefined) return;
  const since = Math.max(said?.at ?? 0, now - 7 * dayMs);
  const content = await reportOf(runtime, date, said === undefined ? now - dayMs : since);
  await store.commit({
    entries: [{ key: entryKey, expectedVersion: entry?.version ?? 0, value: { date, at: now } }],
    posts: [{ key: `report/${date}`, kind: 'notice', to, content }],
  });
}

async function reportOf(runtime: Runtime, date: string, since: number) {
  const { store } = runtime;
  const { events, cut } = await eventsFrom(store, since);
  const goals = await store.list({});
  const waiting = await waitingGoals(runtime, () => true);
  const open = goals.filter(({ terminal }) => !terminal).length;
  return reportContent(date, whatHappened(events, goals), { waiting, open }, cut);
}

/** Goals that wait for a person's word, those with the earliest deadline first. */
export async function waitingGoals(
  { store }: Pick<Runtime, 'store'>,
  maySee: (project: string) => boolean,
): Promise<readonly WaitingGoal[]> {
  const found = (await store.list({ state: 'waiting' })).filter(({ project }) => maySee(project));
  const loaded = await Promise.all(found.map(({ id }) => loadGoal(store, id)));
  return loaded
    .flatMap((row) => (row === undefined ? [] : [row.goal]))
    .flatMap(({ id, spec, waiting }) =>
      waiting === undefined || waiting.reason === 'rate-limit' || waiting.reason === 'dependency'
        ? []
        : [{ id, title: spec.title, note: waiting.note, deadline: waiting.deadline }],
    )
    .toSorted((a, b) => a.deadline - b.deadline);
}
