import { principalOf, type Actor } from '../../../domain/actor.ts';
import type { Block } from '../../../domain/content.ts';
import { GoalStateSchema } from '../../../domain/goal.ts';
import type { VerbAnswer } from '../../../domain/verb.ts';
import type { GoalDocument } from '../../../goal/state.ts';
import { decideAccess } from '../../../policy/access.ts';
import type { GoalFilter } from '../../../ports/store/goal-store.ts';
import { loadGoal } from '../../../runner/document.ts';
import { plural, spend, oneLine } from '../../../text/format.ts';
import { stateLine } from '../../../text/state-line.ts';
import { utcMoment } from '../../../text/utc.ts';
import { answer, refusal, small, text } from '../../answers.ts';
import { textFlag } from '../flags.ts';
import type { Verb, VerbCall, VerbWorld } from '../verb.ts';

/** Most goals that one answer names. */
const longestList = 20;

export const listVerb: Verb = {
  name: 'list',
  role: 'view',
  goal: 'none',
  text: 'none',
  flags: [
    { name: 'all', type: 'switch', help: 'also those that have ended' },
    { name: 'mine', type: 'switch', help: 'only those you asked for' },
    { name: 'project', type: 'text', value: 'P', help: 'only of that project' },
    { name: 'state', type: 'text', value: 'S', help: 'only in that state' },
  ],
  summary: 'goals, newest first',
  handle: list,
};

async function list(world: VerbWorld, call: VerbCall): Promise<VerbAnswer> {
  const filter = filterOf(call);
  if ('ok' in filter) return filter;
  const { store } = world.runtime;
  const found = (await store.list(filter)).filter((goal) => maySee(world, call.actor, goal.project));
  const shown: GoalDocument[] = [];
  for (const summary of found.slice(0, longestList)) {
    const loaded = await loadGoal(store, summary.id);
    if (loaded !== undefined) shown.push(loaded.goal);
  }
  if (shown.length === 0)
    return answer('No goals', [small('Start one: /goal run TEXT. Ended ones: /goal list --all.')], {
      data: { goals: [] },
    });
  const blocks: Block[] = shown.map((goal) =>
    text(
      { bold: goal.id },
      ` ${goal.spec.title} — ${stateLine(goal)}${deadlineOf(goal)} · ${goal.spec.project} · ${spend(goal.usage)}`,
    ),
  );
  if (found.length > shown.length) blocks.push(small(`and ${found.length - shown.length} more`));
  const goals = shown.map((goal) => ({
    handle: goal.id,
    state: goal.state,
    project: goal.spec.project,
    title: goal.spec.title,
    agent: goal.agent.name,
    run: goal.run,
    ...(goal.waiting === undefined ? {} : { waiting: goal.waiting }),
  }));
  return answer(plural(found.length, 'goal'), blocks, { data: { goals } });
}

const deadlineOf = ({ waiting }: GoalDocument): string =>
  waiting === undefined ? '' : ` (until ${utcMoment(waiting.deadline)})`;

/** The verb is open to those who may see any one project; of the others' goals they learn nothing. */
function maySee({ installation }: VerbWorld, actor: Actor, project: string): boolean {
  const own = Object.hasOwn(installation.projects, project) ? installation.projects[project] : undefined;
  const rules = [installation.access, ...(own === undefined ? [] : [own.access])];
  return decideAccess(actor, 'view', rules).allowed;
}

function filterOf(call: VerbCall): GoalFilter | VerbAnswer {
  const state = textFlag(call, 'state');
  const project = textFlag(call, 'project');
  const parsed = state === undefined ? undefined : GoalStateSchema.safeParse(state);
  if (parsed?.success === false)
    return refusal(
      'WRONG_USAGE',
      `“${oneLine(state ?? '', 40)}” is no state`,
      `States: ${GoalStateSchema.options.join(', ')}.`,
    );
  return {
    ...(call.flags['all'] === true || parsed !== undefined ? {} : { terminal: false }),
    ...(call.flags['mine'] === true ? { owner: principalOf(call.actor) } : {}),
    ...(project === undefined ? {} : { project }),
    ...(parsed === undefined ? {} : { state: parsed.data }),
  };
}
