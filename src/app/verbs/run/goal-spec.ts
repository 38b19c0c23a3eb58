import { plainGoal, type GoalSpec } from '../../../domain/goal.ts';
import type { Project } from '../../../domain/project.ts';
import type { VerbAnswer } from '../../../domain/verb.ts';
import { standsFor } from '../../../policy/access/linked.ts';
import { oneLine } from '../../../text/format.ts';
import { refusal } from '../../answers.ts';
import { textFlag } from '../flags.ts';
import { acceptanceOf, acceptanceSource } from './acceptance-flags.ts';
import { chosenAgent, fallbackOf } from './agent-flags.ts';
import { budgetOf } from './budget-flags.ts';
import type { DispatchWorld, GoalRequest } from './goal-request.ts';

/** What was asked for, resolved against the project's defaults; or the refusal that says what is wrong with it. */
export function goalSpec(
  world: DispatchWorld,
  request: GoalRequest,
  project: Project,
): GoalSpec | VerbAnswer {
  const agent = chosenAgent(world, request, project);
  if ('content' in agent) return agent;
  const budget = budgetOf(request, project);
  if ('ok' in budget) return budget;
  const deliver = deliverMode(request, project);
  if (typeof deliver !== 'string') return deliver;
  return {
    ...plainGoal,
    text: request.text,
    title: oneLine(request.text, 80),
    project: project.name,
    source: project.source,
    agent: agent.name,
    ...(agent.model === undefined ? {} : { model: agent.model }),
    ...(agent.choose === undefined ? {} : { choose: agent.choose }),
    fallback: fallbackOf(project, agent),
    acceptance: acceptanceOf(request, project),
    acceptanceFrom: acceptanceSource(request),
    budget,
    deliver,
    priority: priorityOf(request),
    memory: { recall: project.memory.recall, extractEvery: project.memory.extractEvery },
    ...(project.setup === undefined ? {} : { setup: project.setup }),
    dispatcher: request.actor,
    ...personOf(world),
    origin: originOf(request),
    ...saidWith(world, request),
    ...baseOf(textFlag(request, 'base') ?? project.base),
    hooks: [...project.hooks],
    ...causeOf(request),
  };
}

const baseOf = (base: string | undefined): { base?: string } => (base === undefined ? {} : { base });

/** Linked accounts share purses and slots. */
const personOf = ({ accounts = [] }: DispatchWorld): Pick<GoalSpec, 'person'> =>
  accounts.length > 1 ? { person: standsFor(accounts) } : {};

const causeOf = ({ from, parent, depth, parentResult, outside }: GoalRequest): Partial<GoalSpec> => ({
  ...(from === undefined ? {} : { from }),
  ...(parent === undefined ? {} : { parent }),
  ...(depth === undefined ? {} : { depth }),
  ...(parentResult === undefined ? {} : { parentResult }),
  ...(outside === undefined ? {} : { outside }),
});

function deliverMode(request: GoalRequest, project: Project): GoalSpec['deliver'] | VerbAnswer {
  const wanted = textFlag(request, 'deliver') ?? project.deliver;
  if (wanted === 'branch' || wanted === 'none') return wanted;
  const planned = ['pr', 'commit', 'patch'].includes(wanted);
  return refusal(
    planned ? 'NOT_BUILT' : 'WRONG_USAGE',
    `--deliver ${oneLine(wanted, 20)} ${planned ? 'is not built yet' : 'is no way to deliver'}`,
    'Use --deliver branch or --deliver none.',
  );
}

function priorityOf({ flags }: GoalRequest): number {
  const given = flags['priority'];
  return typeof given === 'number' ? Math.min(Math.max(Math.round(given), 1), 4) : 3;
}

/** What came with the request, and how the thread that it opens will be listened to. */
function saidWith(
  { installation }: DispatchWorld,
  { place, asking, attachments }: GoalRequest,
): Partial<GoalSpec> {
  return {
    ...repliesIn(installation, place),
    ...(asking === undefined ? {} : { asking }),
    ...(attachments === undefined || attachments.length === 0 ? {} : { attachments: [...attachments] }),
  };
}

/** Only chats have threads in which people also talk to each other. */
function repliesIn(
  { replies }: DispatchWorld['installation'],
  { platform, channel }: GoalRequest['place'],
): Pick<GoalSpec, 'replies'> {
  if (platform !== 'slack' && platform !== 'discord') return {};
  return { replies: replies.channels[`${platform}:${channel}`] ?? replies.everywhere };
}

/** A goal has a thread of its own, also when it was asked for inside another one. */
function originOf({ place }: GoalRequest): GoalSpec['origin'] {
  const { platform, workspace, channel } = place;
  return { platform, workspace, channel };
}
