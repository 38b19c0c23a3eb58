import type { AgentConfig, Environment } from '../config.ts';
import { claudeKeys, claudeVariables } from '../environment-variables.ts';
import { optional } from '../optional.ts';
import { valueOf } from '../parse/parse-environment.ts';
import type { AgentInput, EnvInput } from '../schema/agent-schema.ts';
import { durationMs } from '../../text/read-duration.ts';
import { countOf } from '../schema/units.ts';
import { normalisePrice } from './normalise-price.ts';
import { absolutePath, type Places } from './paths.ts';

/** An agent with every default filled in and the values of its variables looked up. */
export function normaliseAgent(
  name: string,
  input: AgentInput,
  places: Places,
  env: Environment,
): AgentConfig {
  return {
    name,
    kind: input.kind,
    command: commandOf(input, places),
    args: input.kind === 'scripted' ? input.args.map((file) => absolutePath(file, places)) : input.args,
    ...optional('script', input.script),
    env: withoutKeys(input, resolveEnv(input, env)),
    home: input.home,
    models: input.models,
    allowedTools: input.allowedTools,
    deniedTools: input.deniedTools,
    ...optional('systemPrompt', input.systemPrompt),
    addDirs: input.addDirs.map((folder) => absolutePath(folder, places)),
    maxConcurrent: countOf(input.maxConcurrent) ?? 1,
    turnTimeoutMs: durationMs(input.turnTimeout) ?? 0,
    killAfterMs: durationMs(input.killAfter) ?? 0,
    stallAfterMs: durationMs(input.stallAfter) ?? 0,
    silenceAfterMs: durationMs(input.silenceAfter) ?? 0,
    orphanGraceMs: durationMs(input.orphanGrace) ?? 0,
    billing: input.billing,
    ...optional('price', normalisePrice(input.price)),
  };
}

/** A bare name is looked up on PATH when it is started; anything with a slash is a path. */
function commandOf(input: AgentInput, places: Places): string {
  const command = input.command ?? 'claude';
  return command.includes('/') || command.startsWith('~') ? absolutePath(command, places) : command;
}

/** A subscription is only used where no key of the vendor is in the way. */
const withoutKeys = ({ billing }: AgentInput, env: Record<string, string>): Record<string, string> =>
  billing === 'api'
    ? env
    : Object.fromEntries(Object.entries(env).filter(([name]) => !claudeKeys.includes(name)));

/** The listed variables that have a value. */
function resolveEnv(input: AgentInput, env: Environment): Record<string, string> {
  const wanted: EnvInput = input.env ?? (input.kind === 'claude' ? [...claudeVariables] : []);
  const pairs = Array.isArray(wanted)
    ? wanted.map((name) => [name, valueOf(env, name)] as const)
    : Object.entries(wanted).map(
        ([name, value]) => [name, typeof value === 'string' ? value : valueOf(env, value.from)] as const,
      );
  return Object.fromEntries(pairs.filter((pair): pair is [string, string] => pair[1] !== undefined));
}
