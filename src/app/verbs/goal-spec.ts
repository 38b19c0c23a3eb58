import type { Criterion } from '../../domain/acceptance.ts';
import { principalOf } from '../../domain/actor.ts';
import type { Budget } from '../../domain/budget.ts';
import { agentWords, plainGoal, type AgentChoice, type GoalSpec } from '../../domain/goal.ts';
import type { Project } from '../../domain/project.ts';
import type { VerbAnswer } from '../../domain/verb.ts';
import { budgetSummary, oneLine } from '../../text/format.ts';
import { durationMs } from '../../text/read-duration.ts';
import { refusal } from '../answers.ts';
import { agentChoice } from './agent-choice.ts';
import { textFlag } from './flags.ts';
import type { VerbCall, VerbWorld } from './verb.ts';

/** What was asked for, resolved against the project's defaults; or the refusal that says what is wrong with it. */
export function goalSpec(world: VerbWorld, call: VerbCall, project: Project): GoalSpec | VerbAnswer {
  const agent = chosenAgent(world, call, project);
  if ('content' in agent) return agent;
  const budget = budgetOf(call, project);
  if ('ok' in budget) return budget;
  const deliver = deliverMode(call, project);
  if (typeof deliver !== 'string') return deliver;
  return {
    ...plainGoal,
    text: call.text,
    title: oneLine(call.text, 80),
    project: project.name,
    source: project.source,
    agent: agent.name,
    ...(agent.model === undefined ? {} : { model: agent.model }),
    fallback: fallbackOf(project, agent),
    acceptance: acceptanceOf(call, project),
    budget,
    deliver,
    priority: priorityOf(call),
    dispatcher: call.actor,
    origin: originOf(call),
    ...baseOf(textFlag(call, 'base') ?? project.base),
  };
}

const baseOf = (base: string | undefined): { base?: string } => (base === undefined ? {} : { base });

/** The project's model is one of the project's agent, and says nothing about another. */
function chosenAgent(
  { installation }: VerbWorld,
  call: VerbCall,
  project: Project,
): AgentChoice | VerbAnswer {
  const name = textFlag(call, 'agent') ?? project.agent;
  const usual = name === project.agent ? project.model : undefined;
  return agentChoice(installation, name, textFlag(call, 'model') ?? usual);
}

/** What takes over, in order; nobody takes over from itself. */
const fallbackOf = (project: Project, chosen: AgentChoice): AgentChoice[] =>
  project.fallback
    .map(({ agent, model }) => (model === undefined ? { name: agent } : { name: agent, model }))
    .filter((choice) => agentWords(choice) !== agentWords(chosen));

function deliverMode(call: VerbCall, project: Project): GoalSpec['deliver'] | VerbAnswer {
  const wanted = textFlag(call, 'deliver') ?? project.deliver;
  if (wanted === 'branch' || wanted === 'none') return wanted;
  const planned = ['pr', 'commit', 'patch'].includes(wanted);
  return refusal(
    planned ? 'NOT_BUILT' : 'WRONG_USAGE',
    `--deliver ${oneLine(wanted, 20)} ${planned ? 'is not built yet' : 'is no way to deliver'}`,
    'Use --deliver branch or --deliver none.',
  );
}

function priorityOf(call: VerbCall): number {
  const given = call.flags['priority'];
  return typeof given === 'number' ? Math.min(Math.max(Math.round(given), 1), 4) : 3;
}

/** A goal has a thread of its own, also when it was asked for inside another one. */
function originOf(call: VerbCall): GoalSpec['origin'] {
  const { platform, workspace, channel } = call.message.place;
  return { platform, workspace, channel };
}

function acceptanceOf(call: VerbCall, project: Project): GoalSpec['acceptance'] {
  if (call.flags['no-accept'] === true) return 'none';
  const commands = call.flags['accept'];
  if (Array.isArray(commands)) return commands.map((command: string) => shell(command));
  return typeof project.accept === 'string' ? project.accept : [...project.accept];
}

const shell = (command: string): Criterion => ({
  kind: 'shell',
  command,
  expectedExit: 0,
  timeoutMs: 5 * 60 * 1000,
});

/** Nobody switches a guard off by flag: 0 is for the configuration, which admins write. */
function budgetOf(call: VerbCall, project: Project): Budget | VerbAnswer {
  const time = textFlag(call, 'time');
  const wallMs = time === undefined ? undefined : durationMs(time);
  if (time !== undefined && wallMs === undefined)
    return refusal('WRONG_USAGE', `--time ${oneLine(time, 20)} is no duration`, 'Write 90s, 30m or 2h.');
  const asked = {
    turns: call.flags['turns'],
    costUsd: call.flags['cost'],
    tokens: call.flags['tokens'],
    wallMs,
  };
  const budget: Budget = { ...project.budget };
  for (const axis of ['turns', 'costUsd', 'tokens', 'wallMs'] as const) {
    const value = asked[axis];
    if (typeof value !== 'number') continue;
    if (value <= 0)
      return refusal(
        'WRONG_USAGE',
        'A budget of 0 would have no limit',
        'Give a number above 0; only the configuration can switch a limit off.',
      );
    if (project.budget[axis] > 0 && value > project.budget[axis] && principalOf(call.actor) !== 'local')
      return refusal(
        'ACCESS_DENIED',
        `The project allows ${budgetSummary(project.budget)}`,
        'Ask for less, or ask an admin to raise the project’s budget.',
      );
    budget[axis] = axis === 'costUsd' ? value : Math.ceil(value);
  }
  return budget;
}
