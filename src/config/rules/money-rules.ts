import type { AgentInput } from '../schema/agent-schema.ts';
import { problemOf, type Finding, type Rule } from './rule.ts';

/** A price that is never used would make people believe in a budget that does not hold. */
export const pricesAreUsed: Rule = ({ file }) =>
  Object.entries(file.agents).flatMap(([name, agent]) =>
    whatIsWrong(agent).map(({ at, ...words }) =>
      problemOf({ path: ['agents', name, 'price', ...at], ...words }),
    ),
  );

type Wrong = Pick<Finding, 'message' | 'hint'> & { readonly at: readonly string[] };

function whatIsWrong(agent: AgentInput): readonly Wrong[] {
  const { kind, billing, price } = agent;
  if (price === undefined) return [];
  if (billing === 'subscription')
    return [
      {
        at: [],
        message: 'has no meaning with billing: "subscription"',
        hint: 'Take it out: dollars are not counted there.',
      },
    ];
  // It also tells later what a turn cost that ended without a word: priced by its tokens, that would be counted twice.
  if (kind === 'claude')
    return [
      {
        at: [],
        message: 'has no meaning for an agent of kind claude',
        hint: 'Take it out: Claude Code reports dollars.',
      },
    ];
  return unknownModels(agent, price);
}

const unknownModels = ({ models }: AgentInput, price: object): readonly Wrong[] =>
  Object.keys(price)
    .filter((model) => model !== 'default' && models.length > 0 && !models.includes(model))
    .map((model) => ({
      at: [model],
      message: 'is not among the models of this agent',
      hint: `Its models: ${models.join(', ')}.`,
    }));
