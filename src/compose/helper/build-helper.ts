import type { HelperSpending } from '../../../adapters/helper-llm/helper-options.ts';
import { silentHelper } from '../../../adapters/helper-llm/silent-helper.ts';
import type { Config } from '../../config/config.ts';
import { costOf, priceFor } from '../../policy/price.ts';
import type { Clock } from '../../ports/clock.ts';
import type { HelperLlm, HelperUse } from '../../ports/helper-llm.ts';
import type { Logger } from '../../ports/logger.ts';

interface Parts {
  readonly config: Config;
  /** Where it is kept what was used. */
  readonly spending: HelperSpending;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly redact: (text: string) => string;
}

const uses: readonly HelperUse[] = [
  'elaborate',
  'choose',
  'summary',
  'compact',
  'judge',
  'memory',
  'classify',
];

/** The helper model that is configured; else one that is silent, so that every use falls back, and nothing is loaded for it. */
export async function buildHelper({ config, spending, clock, logger, redact }: Parts): Promise<HelperLlm> {
  const { helper, helpersOff } = config;
  if (helper === undefined) return silentHelper;
  const { createHelperLlm } = await import('../../../adapters/helper-llm/create-helper-llm.ts');
  const { price, dailyCap, ...endpoint } = helper;
  return createHelperLlm({
    endpoint,
    dailyCap,
    off: new Set(uses.filter((use) => helpersOff.includes(use))),
    price: (usage, model) => {
      const row = price === undefined ? undefined : priceFor(price, model);
      return row === undefined ? undefined : costOf(usage, row);
    },
    spending,
    redact,
    clock,
    logger: logger.child({ part: 'helper' }),
  });
}
