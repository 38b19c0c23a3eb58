import type { AgentChoice } from '../../domain/goal.ts';
import type { Installation } from '../../domain/project.ts';
import type { VerbAnswer } from '../../domain/verb.ts';
import { oneLine } from '../../text/format.ts';
import { nearest } from '../../text/nearest.ts';
import { refusal } from '../answers.ts';

/** A configured agent with one of its models; or the refusal that names those there are. */
export function agentChoice(
  { agents }: Installation,
  name: string,
  model: string | undefined,
): AgentChoice | VerbAnswer {
  const known = Object.keys(agents);
  const agent = Object.hasOwn(agents, name) ? agents[name] : undefined;
  if (agent === undefined)
    return refusal(
      'AGENT_UNKNOWN',
      `There is no agent “${oneLine(name, 60)}”${guess(nearest(name, known))}`,
      `Configured: ${known.join(', ')}.`,
    );
  if (model === undefined) return { name };
  if (agent.models.length === 0 || agent.models.includes(model)) return { name, model };
  return refusal(
    'WRONG_USAGE',
    `“${oneLine(model, 60)}” is not among the models of ${name}${guess(nearest(model, agent.models))}`,
    `Its models: ${agent.models.join(', ')}.`,
  );
}

const guess = (word: string | undefined): string => (word === undefined ? '' : `; did you mean “${word}”?`);
