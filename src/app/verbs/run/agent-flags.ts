import { agentWords, type AgentChoice } from '../../../domain/goal.ts';
import type { Project } from '../../../domain/project.ts';
import type { VerbAnswer } from '../../../domain/verb.ts';
import { agentChoice } from '../agent-choice.ts';
import { textFlag } from '../flags.ts';
import type { DispatchWorld, GoalRequest } from './goal-request.ts';

/** The project's model is one of the project's agent, and says nothing about another. */
export function chosenAgent(
  { installation }: DispatchWorld,
  request: GoalRequest,
  project: Project,
): AgentChoice | VerbAnswer {
  const name = textFlag(request, 'agent') ?? project.agent;
  const usual = name === project.agent ? project.model : undefined;
  return agentChoice(installation, name, textFlag(request, 'model') ?? usual);
}

/** What takes over, in order; nobody takes over from itself. */
export const fallbackOf = (project: Project, chosen: AgentChoice): AgentChoice[] =>
  project.fallback
    .map(({ agent, model }) => (model === undefined ? { name: agent } : { name: agent, model }))
    .filter((choice) => agentWords(choice) !== agentWords(chosen));
