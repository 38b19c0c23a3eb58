import type { Environment, TriggerConfig } from '../../config.ts';
import { optional } from '../../optional.ts';
import { valueOf } from '../../parse/parse-environment.ts';
import type { TriggerInput } from '../../schema/beside/trigger-schema.ts';
import { bytesOf, countOf } from '../../schema/units.ts';

/** Ways in for machines, with their secrets. */
export const normaliseTriggers = (
  triggers: Readonly<Record<string, TriggerInput>>,
  env: Environment,
): Readonly<Record<string, TriggerConfig>> =>
  Object.fromEntries(
    Object.entries(triggers).map(([name, input]) => [name, normaliseTrigger(name, input, env)]),
  );

const normaliseTrigger = (name: string, input: TriggerInput, env: Environment): TriggerConfig => ({
  name,
  project: input.project,
  text: input.text,
  ...optional('channel', input.channel),
  ...optional('agent', input.agent),
  ...optional('model', input.model),
  scheme: input.scheme,
  // The rules have seen to it that it is there.
  secret: valueOf(env, input.secret) ?? '',
  bodyLimit: bytesOf(input.bodyLimit) ?? 0,
  ratePerMin: countOf(input.ratePerMin) ?? 0,
});
