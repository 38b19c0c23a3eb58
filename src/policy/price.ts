import type { PriceTable, TokenPrice } from '../domain/rules/money.ts';
import type { Usage } from '../domain/turn.ts';

const million = 1_000_000;

/** Dollars that these tokens cost. */
export const costOf = (usage: Usage, price: TokenPrice): number =>
  (usage.input * price.input +
    usage.output * price.output +
    usage.cacheRead * price.cacheRead +
    usage.cacheWrite * price.cacheWrite) /
  million;

/** The price of a model; without a name, or under one that the table does not know, that of all others. */
export const priceFor = (table: PriceTable, model: string | undefined): TokenPrice | undefined =>
  model !== undefined && Object.hasOwn(table.models, model) ? table.models[model] : table.others;
