import { agentPairOf } from '../schema/agent-pair.ts';
import { nearest } from '../../text/nearest.ts';
import { problemOf, type Finding, type Rule, type RuleInput } from './rule.ts';

/** Nobody fails over to a pair that does not exist, nor to the one that just failed. */
export const fallbackIsConfigured: Rule = (input) =>
  Object.entries(input.file.projects).flatMap(([name, project]) => {
    const first = project.agent ?? input.agentNames[0] ?? '';
    const own = project.model === undefined ? first : `${first}:${project.model}`;
    return project.fallback.flatMap((text, index) => {
      const wrong = whatIsWrong(input, text, [own, ...project.fallback.slice(0, index)]);
      return wrong === undefined
        ? []
        : [problemOf({ path: ['projects', name, 'fallback', index], value: text, ...wrong })];
    });
  });

function whatIsWrong(
  { file, agentNames }: RuleInput,
  text: string,
  before: readonly string[],
): Pick<Finding, 'message' | 'hint'> | undefined {
  const { agent, model } = agentPairOf(text);
  if (!agentNames.includes(agent)) {
    const guess = nearest(agent, agentNames);
    const hint =
      guess === undefined ? `Configured agents: ${agentNames.join(', ')}.` : `Did you mean “${guess}”?`;
    return { message: 'names an agent that is not configured', hint };
  }
  const models = Object.hasOwn(file.agents, agent) ? (file.agents[agent]?.models ?? []) : [];
  if (model !== undefined && models.length > 0 && !models.includes(model))
    return {
      message: `names a model that agent “${agent}” does not offer`,
      hint: `Its models: ${models.join(', ')}.`,
    };
  if (before.includes(text))
    return { message: 'stands in the line already', hint: 'Take it out: each is tried once.' };
  return undefined;
}
