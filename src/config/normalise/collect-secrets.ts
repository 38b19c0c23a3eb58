import type { AgentConfig, Environment } from '../config.ts';
import { isDroversOwn, namesSecret, variables, variablesNotBuilt } from '../environment-variables.ts';
import { valueOf } from '../parse/parse-environment.ts';

/**
 * Every secret that can be known from outside: drover's own credentials (also of parts that are not built), the helper
 * model's key, what signs webhooks, whatever an agent is given under a name that says secret, and passwords inside URLs among these.
 */
export function collectSecrets(
  env: Environment,
  agents: Readonly<Record<string, AgentConfig>>,
  others: readonly (string | undefined)[] = [],
): readonly string[] {
  const own = Object.keys(env).filter((name) => isOurs(name) && (namesSecret(name) || isListedSecret(name)));
  const given = Object.values(agents).flatMap((agent) =>
    Object.entries(agent.env).flatMap(([name, value]) => (namesSecret(name) ? [value] : passwordsIn(value))),
  );
  const urls = [...variablesNotBuilt, 'NATS_URL'].flatMap((name) => passwordsIn(valueOf(env, name) ?? ''));
  const values = own.map((name) => valueOf(env, name) ?? '').flatMap(partsOf);
  return [...new Set([...values, ...given, ...urls, ...others])].flatMap((secret) =>
    secret === undefined || secret === '' ? [] : [secret],
  );
}

const isListedSecret = (name: string): boolean =>
  variables.some((variable) => variable.name === name && variable.secret);

const isOurs = (name: string): boolean =>
  isDroversOwn(name) || isListedSecret(name) || variablesNotBuilt.includes(name);

/** Several secrets may stand in one variable, separated by commas (rotation). */
const partsOf = (value: string): readonly string[] => [value, ...value.split(',').map((part) => part.trim())];

function passwordsIn(value: string): readonly string[] {
  if (!URL.canParse(value)) return [];
  const { protocol, username, password } = new URL(value);
  // NATS takes a lone user for a token.
  const secret = password === '' && /^(?:nats|tls|wss?):$/.test(protocol) ? username : password;
  return secret === '' ? [] : [secret, decoded(secret)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A lone percent sign: the password is meant as it stands.
    return text;
  }
}
