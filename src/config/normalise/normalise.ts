import { resolve } from 'node:path';
import type { AgentConfig, Config, Environment } from '../config.ts';
import { optional } from '../optional.ts';
import { valueOf, type EnvironmentSettings } from '../parse/parse-environment.ts';
import { AgentSchema } from '../schema/agent-schema.ts';
import type { ConfigFile } from '../schema/config-file-schema.ts';
import { countOf } from '../schema/units.ts';
import { collectNotices } from './collect-notices.ts';
import { normaliseDiscord } from './beside/normalise-discord.ts';
import { collectSecrets } from './collect-secrets.ts';
import { normaliseHooks } from './beside/normalise-hooks.ts';
import { normaliseMemory } from './beside/normalise-memory.ts';
import { normaliseAgent } from './normalise-agent.ts';
import { normaliseHelper } from './beside/normalise-helper.ts';
import { normaliseRecurring } from './beside/normalise-recurring.ts';
import { normaliseTriggers } from './beside/normalise-triggers.ts';
import { normaliseThreads } from './beside/normalise-threads.ts';
import { normaliseLoop } from './normalise-loop.ts';
import { normaliseRetention } from './normalise-retention.ts';
import { normaliseSlots } from './normalise-slots.ts';
import { normaliseProject } from './normalise-project.ts';
import { normaliseVerifiers } from './beside/normalise-verifiers.ts';
import type { Places } from './paths.ts';
import { pickChildEnvironment, pickOperatorEnvironment } from './pick-environment.ts';

export interface NormaliseInput {
  readonly file: ConfigFile;
  /** Absolute path of the file, when there is one. */
  readonly filePath?: string;
  readonly settings: EnvironmentSettings;
  readonly env: Environment;
  /** Relative paths of variables start here. */
  readonly cwd: string;
}

/** Fills in every default and makes every path absolute. Nothing can go wrong any more: the input was checked. */
export function normalise(input: NormaliseInput): Config {
  const { file, settings, env, cwd } = input;
  const places = placesOf(input);
  const agents = agentsOf(file, places, env);
  const helper = normaliseHelper(file, env);
  const hooks = normaliseHooks(file, env);
  const triggers = normaliseTriggers(file.triggers, env);
  const spoken = [...Object.values(hooks.secrets), ...Object.values(triggers).map(({ secret }) => secret)];
  const defaults = {
    budget: file.budget,
    agent: Object.keys(agents)[0] ?? 'claude',
    several: Object.keys(agents).length > 1,
    places,
    memory: file.memory.enabled,
    notify: file.notify,
  };
  return {
    ...optional('file', input.filePath),
    home: resolve(cwd, settings.home),
    host: settings.host,
    port: settings.port,
    ...optional('token', settings.token),
    ...optional('url', settings.url),
    ...(settings.slack === undefined ? {} : { slack: { ...settings.slack, ...file.slack } }),
    ...optional('discord', normaliseDiscord(settings.discord, file)),
    projects: mapNames(file.projects, (name, project) => normaliseProject(name, project, defaults)),
    agents,
    access: file.access,
    people: peopleOf(file),
    triggers,
    ...helper,
    verifiers: normaliseVerifiers(file.verifiers, input.filePath, places),
    ...normaliseLoop(file),
    retention: normaliseRetention(file),
    memory: normaliseMemory(file),
    replies: normaliseThreads(file.threads),
    recurring: normaliseRecurring(file),
    hooks,
    identity: file.git.identity,
    beacon: beaconOf(file),
    concurrency: normaliseSlots(file, agents),
    log: settings.log,
    secrets: collectSecrets(env, agents, [helper.helper?.key, ...spoken]),
    childEnvironment: pickChildEnvironment(env),
    operatorEnvironment: pickOperatorEnvironment(env),
    notices: collectNotices(file, env),
  };
}

const peopleOf = (file: ConfigFile): Config['people'] => ({
  identities: Object.values(file.identities),
  bots: file.bots,
  dispatchPerMinute: countOf(file.dispatchPerMinute) ?? 0,
});

const beaconOf = ({ beacon }: ConfigFile): Config['beacon'] => ({
  everyTurns: countOf(beacon.everyTurns) ?? 0,
  minMs: Math.round(beacon.minSeconds * 1000),
});

function placesOf({ filePath, env, cwd }: NormaliseInput): Places {
  return {
    folder: filePath === undefined ? cwd : resolve(filePath, '..'),
    ...optional('userHome', valueOf(env, 'HOME')),
  };
}

/** Without any agent in the file there is Claude Code, found on PATH. */
function agentsOf(file: ConfigFile, places: Places, env: Environment): Readonly<Record<string, AgentConfig>> {
  const configured =
    Object.keys(file.agents).length > 0 ? file.agents : { claude: AgentSchema.parse({ kind: 'claude' }) };
  return mapNames(configured, (name, agent) => normaliseAgent(name, agent, places, env));
}

/** Without a prototype, so that looking up a name that people typed (`constructor`) finds nothing. */
function mapNames<From, To>(
  record: Readonly<Record<string, From>>,
  change: (name: string, value: From) => To,
): Readonly<Record<string, To>> {
  const empty: Record<string, To> = Object.create(null);
  return Object.assign(
    empty,
    Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(name, value)])),
  );
}
