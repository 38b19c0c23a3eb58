import type { CheckOutcome } from '../../ports/doctor.ts';
import { systemClock } from '../../../adapters/system/system-clock.ts';
import type { Config } from '../../config/config.ts';
import { createRedactor } from '../../log/redact.ts';
import type { Logger } from '../../ports/logger.ts';
import { buildHelper } from './build-helper.ts';

/** A model that does not answer a word by then is of no use to anybody, in milliseconds. */
const capMs = 12_000;

/** One short question to the helper model. It counts for no cap: the store is not open. */
export async function checkHelper(
  config: Config,
  logger: Logger,
  signal: AbortSignal,
): Promise<CheckOutcome> {
  if (config.helper === undefined)
    return { status: 'off', detail: 'not configured', hint: 'docs/helper-model.md turns it on.' };
  const helper = await buildHelper({
    config,
    spending: { read: async () => ({ tokens: 0, usd: 0 }), add: async () => {} },
    clock: systemClock,
    logger,
    redact: createRedactor(config.secrets),
  });
  const question = { system: 'Answer with one word.', prompt: 'Are you there?', capMs };
  const answer = await helper.ask({ use: 'classify', ...question }, signal);
  return answer.ok
    ? { status: 'ok', detail: `${answer.model} answers` }
    : { status: 'fail', detail: answer.message, hint: 'Mend helper, or take it out; docs/helper-model.md.' };
}
