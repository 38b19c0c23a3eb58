import { tagVariable } from './proc-table.ts';

/** Where the allow-listed environment of a child comes from. */
export interface ChildEnvSource {
  /** The environment to pick from, normally drover's own. Only the names in the allow-list are taken. */
  readonly base: Readonly<Record<string, string | undefined>>;
  /** `HOME` of the child. Never the operator's, unless the caller says so by passing it. */
  readonly home: string;
  /** Mark of the process tree (`DROVER_TURN`). */
  readonly tag: string;
  /** What the configuration lists by name on top. Names of drover's own (`DROVER_…`) are not passed on. */
  readonly extra?: Readonly<Record<string, string>>;
}

const allowed: ReadonlySet<string> = new Set(['PATH', 'LANG', 'TERM', 'TZ', 'TMPDIR', 'USER', 'SHELL']);
const mayPass = (name: string): boolean => allowed.has(name) || name.startsWith('LC_');

/** The whole environment of a child process: the allow-list, a home, what was asked for, and the tag. */
export function childEnv({ base, home, tag, extra = {} }: ChildEnvSource): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(base)) {
    if (value !== undefined && mayPass(name)) environment[name] = value;
  }
  environment['HOME'] = home;
  for (const [name, value] of Object.entries(extra)) {
    if (!name.startsWith('DROVER_')) environment[name] = value;
  }
  environment[tagVariable] = tag;
  return environment;
}
