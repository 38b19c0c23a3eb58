import { agentWords, type AgentChoice } from '../../../domain/goal.ts';
import type { Project } from '../../../domain/project.ts';
import type { VerbAnswer } from '../../../domain/verb.ts';
import { oneLine } from '../../../text/format.ts';
import { refusal } from '../../answers.ts';
import { agentChoice } from '../agent-choice.ts';
import { textFlag } from '../flags.ts';
import type { DispatchWorld, GoalRequest } from './goal-request.ts';

/** An agent, and whether it only stands for the one that is chosen when the goal begins. */
export type AgentWish = AgentChoice & { readonly choose?: true };

/**
 * Whoever was named wins: by flag, then by the project. Where nobody is, and several could, one is chosen later.
 * The project's model is one of the project's agent, and says nothing about another.
 */
export function chosenAgent(
  { installation }: DispatchWorld,
  request: GoalRequest,
  project: Project,
): AgentWish | VerbAnswer {
  const named = textFlag(request, 'agent');
  const model = textFlag(request, 'model');
  const isAuto = named === 'auto' && !Object.hasOwn(installation.agents, 'auto');
  if (isAuto && model !== undefined) return modelOfNobody(model);
  if (isAuto || (named === undefined && model === undefined && project.chooses === true))
    return { ...usualAgent(project), choose: true };
  const name = named ?? project.agent;
  const usual = name === project.agent ? project.model : undefined;
  return agentChoice(installation, name, model ?? usual);
}

const usualAgent = ({ agent, model }: Project): AgentChoice =>
  model === undefined ? { name: agent } : { name: agent, model };

const modelOfNobody = (model: string): VerbAnswer =>
  refusal(
    'WRONG_USAGE',
    `“${oneLine(model, 60)}” is a model of one agent, and --agent auto takes any`,
    'Name the agent, or leave the model out: it is chosen as well.',
  );

/** What takes over, in order; nobody takes over from itself. */
export const fallbackOf = (project: Project, chosen: AgentWish): AgentChoice[] =>
  project.fallback
    .map(({ agent, model }) => (model === undefined ? { name: agent } : { name: agent, model }))
    .filter((choice) => chosen.choose === true || agentWords(choice) !== agentWords(chosen));
