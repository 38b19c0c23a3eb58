import type { Actor } from '../../../domain/actor.ts';
import type { GoalId } from '../../../domain/ids.ts';
import type { VerbAnswer } from '../../../domain/verb.ts';
import { whatHappened, type Happened } from '../../../policy/recurring/happened.ts';
import { loadGoal } from '../../../runner/document.ts';
import { waitingGoals } from '../../../runner/recurring/daily-report.ts';
import { eventsFrom } from '../../../runner/recurring/history.ts';
import { digestContent, type WaitingGoal } from '../../../text/recurring/happened-words.ts';
import { utcMoment } from '../../../text/utc.ts';
import { answer } from '../../answers.ts';
import { maySee } from '../may-see.ts';
import { lastLook, writeLook } from './last-look.ts';
import type { Verb, VerbCall, VerbWorld } from '../verb.ts';
import { writeOnce } from './change-schedule.ts';

const dayMs = 24 * 60 * 60 * 1000;

export const digestVerb: Verb = {
  name: 'digest',
  role: 'view',
  goal: 'none',
  text: 'none',
  flags: [],
  summary: 'what happened since you last looked',
  handle: digest,
};

/** The answer is remembered with the look: a repeat of the same delivery is told the same. */
async function digest(world: VerbWorld, call: VerbCall): Promise<VerbAnswer> {
  const now = world.runtime.clock.now();
  const { look, version } = await lastLook(world, call.actor);
  const since = look?.unseenSince ?? now - dayMs;
  const given = await digestSince(world, call.actor, since);
  const write = writeLook(call.actor, { at: now, unseenSince: now }, version);
  return (await writeOnce(world, call, given, [write])) ?? given;
}

async function digestSince(world: VerbWorld, actor: Actor, since: number): Promise<VerbAnswer> {
  const { happened, waiting, cut } = await newsSince(world, actor, since);
  if (happened.changes.length === 0 && waiting.length === 0)
    return answer(`Nothing happened since ${utcMoment(since)}`, [], { data: { since, changes: [] } });
  const content = digestContent(since, happened, { waiting, titles: await titlesOf(world, happened) }, cut);
  return { ok: true, content, data: { since, changes: happened.changes.slice(-50), waiting } };
}

interface News {
  readonly happened: Happened;
  readonly waiting: readonly WaitingGoal[];
  readonly cut: boolean;
}

/** What this person may see of what happened, and what waits for a person now. */
export async function newsSince(world: VerbWorld, actor: Actor, since: number): Promise<News> {
  const { store } = world.runtime;
  const { events, cut } = await eventsFrom(store, since);
  const sees = (project: string): boolean => maySee(world, actor, project);
  const goals = (await store.list({})).filter(({ project }) => sees(project));
  return { happened: whatHappened(events, goals), waiting: await waitingGoals(world.runtime, sees), cut };
}

async function titlesOf({ runtime }: VerbWorld, { changes }: Happened): Promise<ReadonlyMap<GoalId, string>> {
  const ids = [...new Set(changes.slice(-50).map(({ goal }) => goal))];
  const loaded = await Promise.all(ids.map((id) => loadGoal(runtime.store, id)));
  return new Map(loaded.flatMap((row) => (row === undefined ? [] : [[row.goal.id, row.goal.spec.title]])));
}
