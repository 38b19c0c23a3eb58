import { principalOf } from '../../../domain/actor.ts';
import type { Block } from '../../../domain/surface/content.ts';
import { GoalStateSchema, isTerminal } from '../../../domain/goal.ts';
import type { VerbAnswer } from '../../../domain/verb.ts';
import type { GoalDocument } from '../../../goal/state.ts';
import type { GoalFilter } from '../../../ports/store/goal-store.ts';
import { readDrain } from '../../../runner/control/switches.ts';
import { loadGoal } from '../../../runner/document.ts';
import { plural, spend, oneLine } from '../../../text/format.ts';
import { stateLine } from '../../../text/state-line.ts';
import { utcMoment } from '../../../text/utc.ts';
import { answer, refusal, small, text } from '../../answers.ts';
import { drainWords } from '../operate/draining.ts';
import { textFlag } from '../flags.ts';
import { maySee } from '../may-see.ts';
import type { Verb, VerbCall, VerbWorld } from '../verb.ts';
import { queueWords } from './queue-words.ts';

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
    { name: 'project', type: 'text', value: 'P', help: 'only of that project', suggests: 'project' },
    { name: 'state', type: 'text', value: 'S', help: 'only in that state', choices: GoalStateSchema.options },
  ],
  summary: 'goals, newest first',
  handle: list,
};

async function list(world: VerbWorld, call: VerbCall): Promise<VerbAnswer> {
  const filter = filterOf(call);
  if ('ok' in filter) return filter;
  const { store } = world.runtime;
  const mine = new Set([principalOf(call.actor), ...(world.accounts ?? [])]);
  const wanted = (owner: string): boolean => call.flags['mine'] !== true || mine.has(owner);
  const found = (await store.list(filter)).filter(
    ({ owner, project }) => wanted(owner) && maySee(world, call.actor, project),
  );
  const shown: GoalDocument[] = [];
  for (const summary of found.slice(0, longestList)) {
    const loaded = await loadGoal(store, summary.id);
    if (loaded !== undefined) shown.push(loaded.goal);
  }
  if (shown.length === 0)
    return answer(
      'No goals',
      [small('Start one: /goal run TEXT. Ended ones: /goal list --all.'), ...(await drainLine(world))],
      { data: { goals: [] } },
    );
  const queued = await queueWords(world);
  const blocks = shown.map((goal) => rowOf(world, goal, queued(goal)));
  if (found.length > shown.length) blocks.push(small(`and ${found.length - shown.length} more`));
  blocks.push(...(await drainLine(world)));
  const goals = shown.map((goal) => ({
    handle: goal.id,
    state: goal.state,
    project: goal.spec.project,
    title: goal.spec.title,
    agent: goal.agent.name,
    run: goal.run,
    ...(goal.waiting === undefined ? {} : { waiting: goal.waiting }),
    ...(queued(goal) === undefined ? {} : { queued: queued(goal) }),
    ...(goal.progress?.stalled === true ? { stalled: true } : {}),
  }));
  return answer(plural(found.length, 'goal'), blocks, { data: { goals } });
}

function rowOf(world: VerbWorld, goal: GoalDocument, queued: string | undefined): Block {
  const standing = queued ?? `${stateLine(goal)}${deadlineOf(goal)}`;
  return text(
    { bold: goal.id },
    ` ${goal.spec.title} — ${standing} · ${goal.spec.project} · ${spend(goal.usage)}`,
    ...marksOf(world, goal).map((mark) => ({ bold: ` · ${mark}` })),
  );
}

/** What somebody should look at. */
function marksOf({ installation }: VerbWorld, goal: GoalDocument): string[] {
  const marks: string[] = [];
  if (goal.progress?.stalled === true)
    marks.push(`nothing heard from its agent since ${utcMoment(goal.progress.at)}`);
  if (!isTerminal(goal.state) && !Object.hasOwn(installation.agents, goal.agent.name))
    marks.push(`its agent ${goal.agent.name} is not configured any more`);
  return marks;
}

async function drainLine({ runtime }: VerbWorld): Promise<Block[]> {
  const { value } = await readDrain(runtime.store);
  return value === undefined ? [] : [small(`Nothing new is started: ${drainWords(value)}.`)];
}

const deadlineOf = ({ waiting }: GoalDocument): string =>
  waiting === undefined ? '' : ` (until ${utcMoment(waiting.deadline)})`;

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
    ...(project === undefined ? {} : { project }),
    ...(parsed === undefined ? {} : { state: parsed.data }),
  };
}
