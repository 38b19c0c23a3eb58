import { isTerminal } from '../../domain/goal.ts';
import type { GoalId } from '../../domain/ids.ts';
import type { Suggests } from '../../domain/surface/command.ts';
import type { FormOption } from '../../domain/surface/form.ts';
import { draftPrefix, StoredDraftSchema } from '../../policy/draft/stored-draft.ts';
import type { GoalSummary } from '../../ports/store/goal-store.ts';
import type { Visitor } from '../../ports/chat/desk.ts';
import { loadGoal } from '../../runner/document.ts';
import { oneLine } from '../../text/format.ts';
import { authorize } from '../authorize.ts';
import { maySee } from '../verbs/may-see.ts';
import { isSamePerson } from '../access/same-person.ts';
import { visibleJobs } from '../verbs/recurring/schedule-list.ts';
import { templateNames } from '../verbs/recurring/template-book.ts';
import type { VerbWorld } from '../verbs/verb.ts';

/** Most suggestions that a platform takes; and goals that are looked into for one answer, since it is wanted at once. */
const most = 25;
const mostLoaded = 60;

/** What could be meant by what was typed so far, best first. Nobody is told of what they may not see. */
export async function suggest(
  world: VerbWorld,
  what: Suggests,
  typed: string,
  visitor: Visitor,
): Promise<readonly FormOption[]> {
  if (authorize(world, visitor.actor, { role: 'view' }, undefined) !== undefined) return [];
  return (await sources[what](world, typed.trim().toLowerCase(), visitor)).slice(0, most);
}

type Source = (world: VerbWorld, typed: string, visitor: Visitor) => Promise<readonly FormOption[]>;

const option = (value: string, label = value): FormOption => ({ value, label: oneLine(label, 75) });

/** Those that begin so come before those that have it somewhere. */
function matching(names: readonly string[], typed: string): readonly FormOption[] {
  const has = names.filter((name) => name.toLowerCase().includes(typed));
  const begins = has.filter((name) => name.toLowerCase().startsWith(typed));
  return [...begins, ...has.filter((name) => !begins.includes(name))].map((name) => option(name));
}

const sources: Readonly<Record<Suggests, Source>> = {
  goal: suggestGoals,
  project: async (world, typed, { actor }) =>
    matching(
      Object.keys(world.installation.projects)
        .filter((name) => maySee(world, actor, name))
        .toSorted(),
      typed,
    ),
  agent: async ({ installation }, typed) => matching(Object.keys(installation.agents), typed),
  model: async ({ installation }, typed) =>
    matching([...new Set(Object.values(installation.agents).flatMap(({ models }) => models))], typed),
  request: suggestRequests,
  template: async (world, typed) => matching(await templateNames(world), typed),
  schedule: async (world, typed, { actor }) =>
    matching(
      (await visibleJobs(world, actor)).map(({ schedule }) => schedule.name),
      typed,
    ),
};

/** Open goals before those that have ended, each newest first: by the digits of their handle, or words of their title. */
async function suggestGoals(
  world: VerbWorld,
  typed: string,
  { actor }: Visitor,
): Promise<readonly FormOption[]> {
  const seen = (await world.runtime.store.list({})).filter(({ project }) => maySee(world, actor, project));
  const ordered = [...seen.filter(({ terminal }) => !terminal), ...seen.filter(({ terminal }) => terminal)];
  const digits = /^(?:g-?)?(\d+)$/u.exec(typed)?.[1];
  const near =
    digits === undefined ? ordered : ordered.filter(({ id }) => id.slice('G-'.length).startsWith(digits));
  const titled = await Promise.all(
    near.slice(0, digits === undefined ? mostLoaded : most).map((one) => titleOf(world, one)),
  );
  return titled
    .flatMap((goal) => (goal === undefined ? [] : [goal]))
    .filter(({ words }) => digits !== undefined || typed === 'g-' || words.toLowerCase().includes(typed))
    .map(({ id, words }) => option(id, words));
}

async function titleOf(
  { runtime }: VerbWorld,
  { id }: GoalSummary,
): Promise<{ id: GoalId; words: string } | undefined> {
  const goal = (await loadGoal(runtime.store, id))?.goal;
  if (goal === undefined) return undefined;
  return { id, words: `${id} ${isTerminal(goal.state) ? `(${goal.state}) ` : ''}${goal.spec.title}` };
}

/** What goals ask, and the person's own drafts. */
async function suggestRequests(
  world: VerbWorld,
  typed: string,
  { actor }: Visitor,
): Promise<readonly FormOption[]> {
  const { store, clock } = world.runtime;
  const waiting = (await store.list({ state: 'waiting' })).filter(({ project }) =>
    maySee(world, actor, project),
  );
  const goals = await Promise.all(waiting.slice(0, mostLoaded).map(({ id }) => loadGoal(store, id)));
  const asked = goals.flatMap((loaded) => {
    const { request, note } = loaded?.goal.waiting ?? {};
    return request === undefined ? [] : [option(request, `${request} ${loaded?.goal.id}: ${note}`)];
  });
  const drafts = (await store.entries(draftPrefix)).flatMap(({ key, value }) => {
    const { data: draft } = StoredDraftSchema.safeParse(value);
    const own = draft !== undefined && isSamePerson(world, actor, draft.actor);
    if (!own || draft.taken === true || draft.expiresAt <= clock.now()) return [];
    const request = key.slice(draftPrefix.length);
    return [option(request, `${request} draft: ${draft.text}`)];
  });
  return [...asked, ...drafts].filter(({ label }) => label.toLowerCase().includes(typed));
}
