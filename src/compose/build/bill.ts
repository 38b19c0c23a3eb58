import type { Config } from '../../config/config.ts';
import type { AgentChoice } from '../../domain/goal.ts';
import type { Usage } from '../../domain/turn.ts';
import { costOf, priceFor } from '../../policy/price.ts';

/** Usage with the dollars that count: as the agent reports, else by its price table; none under a subscription. */
export function bill({ agents }: Config, { name, model }: AgentChoice, usage: Usage): Usage {
  const settings = agents[name];
  const { costUsd, ...tokens } = usage;
  if (settings?.billing === 'subscription') return tokens;
  if (costUsd !== undefined || settings?.price === undefined) return usage;
  const price = priceFor(settings.price, model);
  return price === undefined ? usage : { ...tokens, costUsd: costOf(tokens, price) };
}
