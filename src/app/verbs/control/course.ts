import { agentWords } from '../../../domain/goal.ts';
import type { VerbAnswer } from '../../../domain/verb.ts';
import { runningTurn } from '../../../goal/moves/withdraw.ts';
import type { GoalDocument } from '../../../goal/state.ts';
import { refusal } from '../../answers.ts';
import { agentChoice } from '../agent-choice.ts';
import { textFlag } from '../flags.ts';
import type { Verb, VerbWorld } from '../verb.ts';
import { aboutGoal, cannot, controlGoal } from './control-goal.ts';
import { onGoal } from './controls.ts';

export const compactVerb: Verb = {
  ...onGoal,
  name: 'compact',
  text: 'optional',
  textName: 'FOCUS',
  textHelp: 'what to keep',
  summary: 'let the agent shorten its context before the next turn; FOCUS says what to keep',
  handle: (world, call) =>
    controlGoal(world, call, {
      decide: (goal) =>
        nothingToCompact(world, goal, call.text) ?? {
          type: 'CompactWished',
          by: call.actor,
          focus: call.text,
        },
      done: (goal) =>
        aboutGoal(
          `${goal.id} compacts its session before the next turn`,
          goal,
          'It costs tokens, and no turn.',
        ),
    }),
};

function nothingToCompact(world: VerbWorld, goal: GoalDocument, focus: string): VerbAnswer | undefined {
  const { id, agent, session, compaction } = goal;
  if (world.runtime.agents.get(agent.name)?.compacts === false)
    return cannot(
      goal,
      `${agent.name} cannot compact its session`,
      `See /goal agents, or /goal switch ${id} --agent A.`,
    );
  if (session?.started !== true)
    return aboutGoal(`${id} has nothing to compact`, goal, 'No turn has run in its session yet.');
  if (runningTurn(goal)?.kind === 'compact') return aboutGoal(`${id} is compacting its session now`, goal);
  const known = compaction.wanted === 'asked' && (focus === '' || compaction.focus === focus);
  return known ? aboutGoal(`${id} is already going to compact its session`, goal) : undefined;
}

export const switchVerb: Verb = {
  ...onGoal,
  name: 'switch',
  text: 'none',
  flags: [
    {
      name: 'agent',
      type: 'text',
      value: 'A',
      help: 'who takes over, in the same worktree; default the present one',
      suggests: 'agent',
    },
    { name: 'model', type: 'text', value: 'M', help: 'with which model', suggests: 'model' },
  ],
  summary: 'let another agent or model go on; it is told what was tried',
  handle: async (world, call) => {
    const [name, model] = [textFlag(call, 'agent'), textFlag(call, 'model')];
    if (name === undefined && model === undefined)
      return refusal(
        'WRONG_USAGE',
        'Switch to whom?',
        `/goal switch G-1 --agent A. Configured: ${Object.keys(world.installation.agents).join(', ')}.`,
      );
    return controlGoal(world, call, {
      decide: (goal) => {
        const agent = agentChoice(world.installation, name ?? goal.agent.name, model);
        if ('content' in agent) return agent;
        return agentWords(agent) === agentWords(goal.switchTo ?? goal.agent)
          ? aboutGoal(`${goal.id} is with ${agentWords(agent)} already`, goal)
          : { type: 'SwitchWished', by: call.actor, agent };
      },
      done: (goal) => switched(goal),
    });
  },
};

const switched = (goal: GoalDocument): VerbAnswer =>
  goal.switchTo === undefined
    ? aboutGoal(`${agentWords(goal.agent)} takes ${goal.id} over with its next turn`, goal)
    : aboutGoal(`${agentWords(goal.switchTo)} takes ${goal.id} over when this turn has ended`, goal);
