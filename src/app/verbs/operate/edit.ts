import { isTerminal } from '../../../domain/goal.ts';
import type { GoalId } from '../../../domain/ids.ts';
import type { VerbAnswer } from '../../../domain/verb.ts';
import type { GoalEvent, SpecChange } from '../../../goal/events.ts';
import type { GoalDocument } from '../../../goal/state.ts';
import { criteriaText } from '../../../policy/acceptance/criteria-text.ts';
import { oneLine } from '../../../text/format.ts';
import { refusal } from '../../answers.ts';
import { agentChoice } from '../agent-choice.ts';
import { aboutGoal, controlGoal } from '../control/control-goal.ts';
import { textFlag } from '../flags.ts';
import { shellCriterion } from '../run/acceptance-flags.ts';
import type { Verb, VerbCall, VerbWorld } from '../verb.ts';
import { lineOf, noLine, refuseLine, type Line } from './edit-line.ts';

export const editVerb: Verb = {
  name: 'edit',
  role: 'run',
  othersRole: 'admin',
  goal: 'needed',
  text: 'optional',
  textHelp: 'the new task',
  flags: [
    { name: 'text', type: 'text', value: 'TEXT', help: 'the new task' },
    { name: 'accept', type: 'list', value: 'CMD', help: 'the new checks; may be given several times' },
    {
      name: 'after',
      type: 'list',
      value: 'G-1,G-2|none',
      help: 'the goals that it comes after, while it has not begun',
      suggests: 'goal',
    },
    { name: 'priority', type: 'number', value: '1..4', help: '1 is the most urgent' },
    { name: 'agent', type: 'text', value: 'A', help: 'who works on it', suggests: 'agent' },
    { name: 'model', type: 'text', value: 'M', help: 'with which model', suggests: 'model' },
  ],
  summary: 'change what an open goal is to do; it takes effect with the next turn',
  handle: edit,
};

async function edit(world: VerbWorld, call: VerbCall): Promise<VerbAnswer> {
  const line = call.flags['after'] === undefined ? noLine : await lineOf(world, call);
  if ('ok' in line) return line;
  return controlGoal(world, call, {
    decide: (goal) => changeOf(world, call, { goal, line }),
    done: (goal) => edited(goal),
    ...(line.entries === undefined ? {} : { entries: line.entries }),
  });
}

interface About {
  readonly goal: GoalDocument;
  readonly line: Line;
}

function changeOf(world: VerbWorld, call: VerbCall, { goal, line }: About): GoalEvent | VerbAnswer {
  const agent = agentOf(world, call, goal);
  if (agent !== undefined && 'content' in agent) return agent;
  const refused = refuseLine(goal, line);
  if (refused !== undefined) return refused;
  const change: SpecChange = {
    ...textOf(call),
    ...acceptanceOf(call),
    ...priorityOf(call),
    ...(line.after === undefined ? {} : { after: [...line.after] as GoalId[] }),
    ...(agent === undefined ? {} : { agent }),
  };
  if (Object.keys(change).length === 0) return nothingSaid(goal);
  const { acceptance } = change;
  const digest = Array.isArray(acceptance) ? { digest: world.digest(criteriaText(acceptance)) } : {};
  return { type: 'SpecEdited', by: call.actor, change, ...digest };
}

function textOf(call: VerbCall): Pick<SpecChange, 'text' | 'title'> {
  const text = textFlag(call, 'text') ?? call.text;
  return text.trim() === '' ? {} : { text, title: oneLine(text, 80) };
}

function acceptanceOf({ flags }: VerbCall): Pick<SpecChange, 'acceptance'> {
  const commands = flags['accept'];
  return Array.isArray(commands) ? { acceptance: commands.map((one: string) => shellCriterion(one)) } : {};
}

function priorityOf({ flags }: VerbCall): Pick<SpecChange, 'priority'> {
  const given = flags['priority'];
  return typeof given === 'number' ? { priority: Math.min(Math.max(Math.round(given), 1), 4) } : {};
}

function agentOf({ installation }: VerbWorld, call: VerbCall, goal: GoalDocument) {
  const [name, model] = [textFlag(call, 'agent'), textFlag(call, 'model')];
  if (name === undefined && model === undefined) return undefined;
  return agentChoice(installation, name ?? goal.agent.name, model);
}

const nothingSaid = ({ id }: GoalDocument): VerbAnswer =>
  refusal(
    'WRONG_USAGE',
    `What is to be changed in ${id}?`,
    `/goal edit ${id} TEXT for another task, or a flag: --accept CMD, --after G-1, --priority 1, --agent A.`,
    id,
  );

function edited(goal: GoalDocument): VerbAnswer {
  if (isTerminal(goal.state)) return aboutGoal(`${goal.id} is edited`, goal);
  const receipt = goal.messages.at(-1);
  return aboutGoal(
    `${goal.id} is edited`,
    goal,
    receipt?.state === 'queued'
      ? `${receipt.receipt} tells its agent with the next turn.`
      : 'It takes effect with the next turn.',
  );
}
