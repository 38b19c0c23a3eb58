import { placeOfChannel } from '../../domain/hooks/channel.ts';
import { isDroversOwn } from '../environment-variables.ts';
import { valueOf } from '../parse/parse-environment.ts';
import type { TriggerInput } from '../schema/beside/trigger-schema.ts';
import { problemOf, type Finding, type Rule, type RuleInput } from './rule.ts';

/** Shorter ones can be guessed. */
const shortestSecret = 16;

type Look = (trigger: TriggerInput, input: RuleInput) => readonly (Finding | undefined)[];

const looks: Look = (trigger, input) => [
  secretFinding(trigger, input),
  projectFinding(trigger, input),
  channelFinding(trigger),
  agentFinding(trigger, input),
];

/** A trigger can be called by nobody else than those who know its secret, and leads where something is configured. */
export const triggersLeadSomewhere: Rule = (input) =>
  Object.entries(input.file.triggers).flatMap(([name, trigger]) =>
    looks(trigger, input).flatMap((finding) =>
      finding === undefined ? [] : [problemOf({ ...finding, path: ['triggers', name, ...finding.path] })],
    ),
  );

function secretFinding({ secret }: TriggerInput, { env }: RuleInput): Finding | undefined {
  const at = { path: ['secret'], value: secret };
  if (isDroversOwn(secret))
    return {
      ...at,
      message: 'holds a credential of drover’s own',
      hint: 'Take a variable that is there for nothing but this trigger, CI_TRIGGER_SECRET for example.',
    };
  const value = valueOf(env, secret);
  if (value !== undefined && value.length >= shortestSecret) return undefined;
  return {
    ...at,
    message: value === undefined ? 'is not set' : `has fewer than ${shortestSecret} characters`,
    hint: 'Make one: openssl rand -hex 32. Set the variable to it, and give it to the caller.',
  };
}

const projectFinding = ({ project }: TriggerInput, { file }: RuleInput): Finding | undefined =>
  Object.hasOwn(file.projects, project)
    ? undefined
    : {
        path: ['project'],
        value: project,
        message: 'is not a configured project',
        hint: `Configured: ${Object.keys(file.projects).join(', ') || 'none'}.`,
      };

const channelFinding = ({ channel }: TriggerInput): Finding | undefined =>
  channel === undefined || placeOfChannel(channel) !== undefined
    ? undefined
    : {
        path: ['channel'],
        value: channel,
        message: 'is not a channel id',
        hint: 'Write slack:C0123ABCD, or console for drover’s own terminal.',
      };

const agentFinding = ({ agent }: TriggerInput, { agentNames }: RuleInput): Finding | undefined =>
  agent === undefined || agentNames.includes(agent)
    ? undefined
    : {
        path: ['agent'],
        value: agent,
        message: 'is not a configured agent',
        hint: `Configured: ${agentNames.join(', ')}.`,
      };
