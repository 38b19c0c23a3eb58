import type { Environment } from '../config.ts';
import { claudeKeys, variablesNotBuilt } from '../environment-variables.ts';
import { valueOf } from '../parse/parse-environment.ts';
import { secretNames } from './beside/normalise-hooks.ts';
import type { ConfigFile } from '../schema/config-file-schema.ts';
import { helperSource } from './beside/helper-source.ts';

/** Below this a token can be guessed, and cannot be told from words when it is to be taken out of a log. */
const shortestToken = 8;

/** What a person should know although nothing is stopped by it. */
export function collectNotices(file: ConfigFile, env: Environment): readonly string[] {
  return [
    ...unbuiltVariables(env),
    ...tokenNotices(env),
    ...unsetAgentVariables(file, env),
    ...keysKeptBack(file),
    ...unsetHookSecrets(file, env),
    ...helperNotices(file, env),
    ...(Object.keys(file.projects).length === 0
      ? ['no project is configured: goals cannot be given until there is one under “projects”']
      : []),
  ];
}

const unbuiltVariables = (env: Environment): readonly string[] =>
  variablesNotBuilt
    .filter((name) => valueOf(env, name) !== undefined)
    .map((name) => `${name} is set, but not built yet: ignored`);

function tokenNotices(env: Environment): readonly string[] {
  const token = valueOf(env, 'DROVER_TOKEN');
  const botToken = valueOf(env, 'SLACK_BOT_TOKEN');
  const appToken = valueOf(env, 'SLACK_APP_TOKEN');
  return [
    ...(token !== undefined && token.length < shortestToken
      ? [`DROVER_TOKEN is shorter than ${shortestToken} characters: easy to guess, and not taken out of logs`]
      : []),
    ...(botToken?.startsWith('xoxb-') === false
      ? ['SLACK_BOT_TOKEN does not begin with xoxb-: it is probably not a bot token']
      : []),
    ...(appToken?.startsWith('xapp-') === false
      ? ['SLACK_APP_TOKEN does not begin with xapp-: it is probably not an app-level token']
      : []),
  ];
}

const unsetAgentVariables = (file: ConfigFile, env: Environment): readonly string[] =>
  Object.entries(file.agents).flatMap(([agent, { env: wanted }]) =>
    Array.isArray(wanted)
      ? wanted
          .filter((name) => valueOf(env, name) === undefined)
          .map((name) => `agents.${agent}.env names ${name}, which is not set`)
      : [],
  );

/** A webhook that cannot be signed is not called. */
const unsetHookSecrets = (file: ConfigFile, env: Environment): readonly string[] =>
  secretNames(file)
    .filter((name) => valueOf(env, name) === undefined)
    .map((name) => `${name} is not set: hooks whose webhooks it signs will fail`);

/** What is listed and not given: somebody may wonder. */
const keysKeptBack = (file: ConfigFile): readonly string[] =>
  Object.entries(file.agents).flatMap(([agent, { billing, env = [] }]) =>
    billing === 'subscription'
      ? (Array.isArray(env) ? env : Object.keys(env))
          .filter((name) => claudeKeys.includes(name))
          .map(
            (name) =>
              `agents.${agent}.env names ${name}, which is kept from it: its billing is a subscription`,
          )
      : [],
  );

/** What was said of the helper model and has no effect. */
function helperNotices(file: ConfigFile, env: Environment): readonly string[] {
  const on = Object.entries(file.helpers)
    .filter(([use, wanted]) => wanted === true && use !== 'elaborate')
    .map(([use]) => `helpers.${use}`);
  if (helperSource(file, env) !== undefined) return ignoredLocal(file, env);
  return [
    ...(on.length === 0 ? [] : [`${on.join(', ')}: on, but no helper model is configured`]),
    ...['LOCAL_LLM_MODEL', 'LOCAL_LLM_API_KEY']
      .filter((name) => valueOf(env, name) !== undefined)
      .map((name) => `${name} is set without LOCAL_LLM_URL: ignored`),
  ];
}

const ignoredLocal = ({ helper }: ConfigFile, env: Environment): readonly string[] =>
  (helper.provider ?? 'openai') !== 'openai' && valueOf(env, 'LOCAL_LLM_URL') !== undefined
    ? ['LOCAL_LLM_URL is ignored: helper.provider names another endpoint']
    : [];
