import type { Environment, LogLevel, Problem, SlackConfig } from '../config.ts';
import { variables } from '../environment-variables.ts';
import { optional } from '../optional.ts';
import { discordOf, type AddProblem, type DiscordVariables } from './parse-discord.ts';
import { maskedValue } from './show-value.ts';

/** The variables that drover itself reads, checked. */
export interface EnvironmentSettings {
  readonly home: string;
  readonly configFile?: string;
  readonly host: string;
  readonly port: number;
  readonly token?: string;
  readonly url?: string;
  readonly slack?: SlackConfig;
  readonly discord?: DiscordVariables;
  readonly log: { readonly level: LogLevel; readonly pretty?: boolean };
}

const levels: readonly LogLevel[] = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];
const yes = ['true', '1', 'yes', 'on'];
const no = ['false', '0', 'no', 'off'];

/** Reads the variables; an empty one counts as unset. Where one is wrong, its default stands in and a problem is added. */
export function parseEnvironment(env: Environment): {
  settings: EnvironmentSettings;
  problems: readonly Problem[];
} {
  const problems: Problem[] = [];
  const add = (name: string, message: string, hint: string) =>
    void problems.push(problemOf(env, name, message, hint));
  const settings = {
    home: valueOf(env, 'DROVER_HOME') ?? '.drover',
    host: valueOf(env, 'HOST') ?? '127.0.0.1',
    port: portOf(env, add),
    log: logOf(env, add),
    ...optional('configFile', valueOf(env, 'DROVER_CONFIG')),
    ...optional('token', tokenOf(env, add)),
    ...optional('url', urlOf(env, 'DROVER_URL', add)),
    ...optional('slack', slackOf(env, add)),
    ...optional('discord', discordOf(reader(env, add), add)),
  };
  return { settings, problems };
}

/** The value of a variable; undefined when it is unset or holds nothing but spaces. */
export function valueOf(env: Environment, name: string): string | undefined {
  const value = env[name]?.trim();
  return value === '' ? undefined : value;
}

const reader = (env: Environment, add: AddProblem) => ({
  value: (name: string) => valueOf(env, name),
  url: (name: string) => urlOf(env, name, add),
});

function problemOf(env: Environment, name: string, message: string, hint: string): Problem {
  const secret = variables.some((variable) => variable.name === name && variable.secret);
  const value = valueOf(env, name);
  return {
    code: 'CONFIG_INVALID',
    path: name,
    ...optional('value', value === undefined || !secret ? value : maskedValue),
    message,
    hint,
  };
}

function portOf(env: Environment, add: AddProblem): number {
  const text = valueOf(env, 'PORT');
  if (text === undefined) return 8787;
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  add('PORT', 'must be a whole number from 0 to 65535', 'Use 8787, or 0 for any free port.');
  return 8787;
}

function logOf(env: Environment, add: AddProblem): EnvironmentSettings['log'] {
  return { level: levelOf(env, add), ...optional('pretty', prettyOf(env, add)) };
}

function levelOf(env: Environment, add: AddProblem): LogLevel {
  const text = valueOf(env, 'LOG_LEVEL')?.toLowerCase();
  const level = levels.find((one) => one === text);
  if (text !== undefined && level === undefined)
    add('LOG_LEVEL', `must be one of ${levels.join(', ')}`, 'Use info, or debug to see more.');
  return level ?? 'info';
}

function prettyOf(env: Environment, add: AddProblem): boolean | undefined {
  const text = valueOf(env, 'LOG_PRETTY')?.toLowerCase();
  if (text === undefined) return undefined;
  if (!yes.includes(text) && !no.includes(text))
    add('LOG_PRETTY', 'must be true or false', 'Leave it unset: pretty on a terminal, JSON elsewhere.');
  return yes.includes(text);
}

function tokenOf(env: Environment, add: AddProblem): string | undefined {
  const token = valueOf(env, 'DROVER_TOKEN');
  // RFC 6750 §2.1: the characters a bearer token may have; others would not survive in a header.
  if (token !== undefined && !/^[\w.~+/=-]+$/.test(token))
    add(
      'DROVER_TOKEN',
      'holds a character that a bearer token cannot have',
      'Use letters, digits and - . _ ~ + / =, for example the output of: openssl rand -hex 32',
    );
  return token;
}

function urlOf(env: Environment, name: string, add: AddProblem): string | undefined {
  const text = valueOf(env, name);
  if (text === undefined) return undefined;
  if (/^https?:\/\//i.test(text) && URL.canParse(text)) return text;
  add(name, 'must be an http:// or https:// URL', `For example ${exampleOf(name)}.`);
  return undefined;
}

const exampleOf = (name: string): string =>
  variables.find((variable) => variable.name === name)?.example ?? 'http://127.0.0.1:8787';

function slackOf(env: Environment, add: AddProblem): SlackConfig | undefined {
  const botToken = valueOf(env, 'SLACK_BOT_TOKEN');
  const signingSecret = valueOf(env, 'SLACK_SIGNING_SECRET');
  const appToken = valueOf(env, 'SLACK_APP_TOKEN');
  const apiUrl = urlOf(env, 'SLACK_API_URL', add);
  if (botToken === undefined) {
    for (const name of ['SLACK_SIGNING_SECRET', 'SLACK_APP_TOKEN'].filter((one) => valueOf(env, one)))
      add(name, 'is set without SLACK_BOT_TOKEN', 'Set SLACK_BOT_TOKEN too, or unset this one.');
    return undefined;
  }
  if (signingSecret === undefined && appToken === undefined)
    add(
      'SLACK_BOT_TOKEN',
      'is set, but Slack has no way to reach drover',
      'Set SLACK_SIGNING_SECRET for events over HTTP, or SLACK_APP_TOKEN for Socket Mode.',
    );
  return {
    botToken,
    ...optional('signingSecret', signingSecret),
    ...optional('appToken', appToken),
    ...optional('apiUrl', apiUrl),
  };
}
