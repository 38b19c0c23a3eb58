import type { PriceTable, TokenPrice } from '../../domain/rules/money.ts';
import type { AgentInput } from '../schema/agent-schema.ts';
import type { TokenPriceInput } from '../schema/price-schema.ts';
import { dollarsOf } from '../schema/units.ts';

export function normalisePrice(price: AgentInput['price']): PriceTable | undefined {
  if (price === undefined) return undefined;
  const { default: others, ...models } = price;
  return {
    models: Object.fromEntries(Object.entries(models).map(([name, one]) => [name, tokenPrice(one)])),
    others: tokenPrice(others),
  };
}

/** Cached tokens that have no price of their own are not free: they cost what those of the prompt do. */
const tokenPrice = ({ input, output, cacheRead, cacheWrite }: TokenPriceInput): TokenPrice => ({
  input: dollarsOf(input) ?? 0,
  output: dollarsOf(output) ?? 0,
  cacheRead: dollarsOf(cacheRead ?? input) ?? 0,
  cacheWrite: dollarsOf(cacheWrite ?? input) ?? 0,
});
