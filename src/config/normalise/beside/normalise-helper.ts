import type { Config, Environment, HelperConfig } from '../../config.ts';
import { optional } from '../../optional.ts';
import type { ConfigFile } from '../../schema/config-file-schema.ts';
import { countOf, dollarsOf } from '../../schema/units.ts';
import { durationMs } from '../../../text/read-duration.ts';
import { helperSource } from './helper-source.ts';
import { normalisePrice } from '../normalise-price.ts';

/** The helper model with every default filled in and its key looked up; and what is switched off. */
export const normaliseHelper = (
  file: ConfigFile,
  env: Environment,
): Pick<Config, 'helper' | 'helpersOff'> => ({
  ...optional('helper', endpointOf(file, env)),
  helpersOff: Object.entries(file.helpers)
    .filter(([, on]) => on === false)
    .map(([use]) => use),
});

function endpointOf(file: ConfigFile, env: Environment): HelperConfig | undefined {
  const source = helperSource(file, env);
  if (source === undefined) return undefined;
  const { helper } = file;
  return {
    provider: source.provider,
    ...optional('url', source.url),
    ...optional('key', source.key),
    ...optional('model', source.model),
    models: helper.models,
    ...optional('temperature', helper.temperature),
    timeoutMs: durationMs(helper.timeout) ?? 0,
    dailyCap: {
      ...optional(
        'tokens',
        helper.dailyCap.tokens === undefined ? undefined : countOf(helper.dailyCap.tokens),
      ),
      ...optional('usd', helper.dailyCap.usd === undefined ? undefined : dollarsOf(helper.dailyCap.usd)),
    },
    ...optional('price', normalisePrice(helper.price)),
  };
}
