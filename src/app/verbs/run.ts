import { agentWords } from '../../domain/goal.ts';
import type { FlagSpec, VerbAnswer } from '../../domain/verb.ts';
import type { GoalDocument } from '../../goal/state.ts';
import { decideAccess } from '../../policy/access.ts';
import { createGoal } from '../../runner/apply.ts';
import { budgetSummary } from '../../text/format.ts';
import { answer, small, text } from '../answers.ts';
import { accessRefusal } from '../authorize.ts';
import { chooseProject } from '../choose-project.ts';
import { markOf, storedAnswer } from '../inbox-mark.ts';
import { textFlag } from './flags.ts';
import { goalSpec } from './goal-spec.ts';
import type { Verb, VerbCall, VerbWorld } from './verb.ts';

const flags: readonly FlagSpec[] = [
  {
    name: 'project',
    type: 'text',
    value: 'P',
    help: 'which repository; may be left out when the channel is bound to one, or there is only one',
  },
  { name: 'agent', type: 'text', value: 'A', help: 'which agent; default from the project' },
  { name: 'model', type: 'text', value: 'M', help: 'which model of that agent' },
  { name: 'base', type: 'text', value: 'REF', help: 'branch, tag or commit to start from' },
  {
    name: 'accept',
    type: 'list',
    value: 'CMD',
    help: 'a command that must succeed; may be given several times',
  },
  { name: 'no-accept', type: 'switch', help: 'take the agent’s word; the result is marked unverified' },
  { name: 'turns', type: 'number', value: 'N', help: 'most turns' },
  { name: 'cost', type: 'number', value: 'USD', help: 'most dollars' },
  { name: 'tokens', type: 'number', value: 'N', help: 'most tokens' },
  { name: 'time', type: 'text', value: '2h', help: 'longest working time (30m, 2h)' },
  {
    name: 'deliver',
    type: 'text',
    value: 'branch|none',
    help: 'push a branch, or keep the commit in drover',
  },
  { name: 'priority', type: 'number', value: '1..4', help: '1 is the most urgent' },
];

export const runVerb: Verb = {
  name: 'run',
  role: 'run',
  goal: 'none',
  text: 'needed',
  textName: 'TEXT',
  flags,
  plannedFlags: ['plan', 'skill', 'template', 'file', 'after'],
  summary: 'start a goal: an agent works on TEXT until the checks pass',
  handle: startGoal,
};

async function startGoal(world: VerbWorld, call: VerbCall): Promise<VerbAnswer> {
  const choice = chooseProject(world.installation, textFlag(call, 'project'), call.message);
  if (!choice.ok) return choice.answer;
  const access = decideAccess(call.actor, 'run', [world.installation.access, choice.project.access]);
  if (!access.allowed) return accessRefusal(access);
  const spec = goalSpec(world, call, choice.project);
  if ('ok' in spec) return spec;
  const { runtime } = world;
  const created = await createGoal(runtime, spec, (goal) => [
    markOf(call.message, dispatched(goal), runtime.clock.now()),
  ]);
  return 'mark' in created ? storedAnswer(created.mark) : dispatched(created.goal);
}

/** Names everything before work starts, so that a wrong project or budget is seen at once. */
function dispatched(goal: GoalDocument): VerbAnswer {
  const { spec } = goal;
  const then = spec.fallback.length === 0 ? '' : `, then ${spec.fallback.map(agentWords).join(', then ')}`;
  return answer(
    `${goal.id} is on its way`,
    [
      text(spec.title),
      small(
        `Project ${spec.project} · branch ${goal.branch} · agent ${agentWords(goal.agent)}${then} · at most ${budgetSummary(spec.budget)} · delivers ${spec.deliver === 'branch' ? 'a branch' : 'nothing by itself'}`,
      ),
    ],
    {
      goal: goal.id,
      tone: 'work',
      data: {
        handle: goal.id,
        project: spec.project,
        branch: goal.branch,
        agent: spec.agent,
        budget: spec.budget,
      },
    },
  );
}
