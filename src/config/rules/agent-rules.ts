import { isDroversOwn } from '../environment-variables.ts';
import { valueOf } from '../parse/parse-environment.ts';
import type { EnvInput } from '../schema/agent-schema.ts';
import { problemOf, type Finding, type Rule, type RuleInput } from './rule.ts';

/** One line of `agents.<name>.env`: the variable it makes, and where its value comes from. */
interface EnvEntry {
  readonly at: PropertyKey;
  readonly name: string;
  readonly from?: string;
  readonly value?: string;
}

export const kindFitsSettings: Rule = ({ file }) =>
  Object.entries(file.agents).flatMap(([name, agent]) => {
    const found: Finding[] = [];
    if (agent.kind === 'scripted' && agent.script === undefined && agent.args.length === 0)
      found.push({
        path: ['agents', name, 'script'],
        message: 'is missing: an agent of kind scripted needs something to play',
        hint: 'Give script, or args: ["script.json"].',
      });
    if (agent.kind === 'scripted' && agent.command !== undefined)
      found.push({
        path: ['agents', name, 'command'],
        value: agent.command,
        message: 'has no meaning for an agent of kind scripted',
        hint: 'Take it out; drover plays the script itself.',
      });
    if (agent.kind !== 'scripted' && agent.script !== undefined)
      found.push({
        path: ['agents', name, 'script'],
        message: `has no meaning for an agent of kind ${agent.kind}`,
        hint: 'Take it out, or use kind: "scripted".',
      });
    return found.map(problemOf);
  });

/** An agent never sees drover's own credentials, under whatever name. */
export const envHoldsNothingOfDrovers: Rule = (input) =>
  eachEntry(input, ({ name, from, value }) => {
    const own = [name, ...(from === undefined ? [] : [from])].find(isDroversOwn);
    if (own !== undefined)
      return {
        message: `${own} is drover’s own and never given to an agent`,
        hint: 'Take it out. drover itself fetches, pushes and talks to the chat.',
      };
    if (value !== undefined && ownSecrets(input).includes(value))
      return {
        message: 'holds one of drover’s own secrets',
        hint: 'Give the agent a credential of its own.',
      };
    return undefined;
  });

const ownSecrets = ({ env }: RuleInput): readonly string[] =>
  Object.keys(env)
    .filter((name) => isDroversOwn(name))
    .map((name) => valueOf(env, name) ?? '')
    .filter((value) => value.length >= 8);

/** `home` decides about HOME; a second place would contradict it. */
export const envLeavesHomeAlone: Rule = (input) =>
  eachEntry(input, ({ name }) =>
    name === 'HOME'
      ? { message: 'HOME is not set here', hint: 'Use home: "agent", "goal" or "user" of the agent.' }
      : undefined,
  );

export const envSourcesAreSet: Rule = (input) =>
  eachEntry(input, ({ from }) =>
    from !== undefined && !isDroversOwn(from) && valueOf(input.env, from) === undefined
      ? { message: `${from} is not set`, hint: `Set ${from} in the environment or in .env.` }
      : undefined,
  );

type Words = Pick<Finding, 'message' | 'hint'>;

function eachEntry({ file }: RuleInput, check: (entry: EnvEntry) => Words | undefined) {
  return Object.entries(file.agents).flatMap(([agent, { env }]) =>
    entriesOf(env).flatMap((entry) => {
      const words = check(entry);
      return words === undefined ? [] : [problemOf({ path: ['agents', agent, 'env', entry.at], ...words })];
    }),
  );
}

function entriesOf(env: EnvInput | undefined): readonly EnvEntry[] {
  if (env === undefined) return [];
  if (Array.isArray(env)) return env.map((name, at) => ({ at, name }));
  return Object.entries(env).map(([name, value]) =>
    typeof value === 'string' ? { at: name, name, value } : { at: name, name, from: value.from },
  );
}
