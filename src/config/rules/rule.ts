import type { Environment, Problem } from '../config.ts';
import { pathText } from '../parse/problem-of-issue.ts';
import { showValue } from '../parse/show-value.ts';
import type { ConfigFile } from '../schema/config-file-schema.ts';

/** What a rule may look at. */
export interface RuleInput {
  readonly file: ConfigFile;
  /** Names under `agents` as written, also those whose settings are wrong; `claude` when there are none. */
  readonly agentNames: readonly string[];
  readonly env: Environment;
}

/** Looks at several settings together; answers everything that does not fit. */
export type Rule = (input: RuleInput) => readonly Problem[];

export interface Finding {
  readonly path: readonly PropertyKey[];
  readonly value?: unknown;
  readonly message: string;
  readonly hint: string;
  readonly code?: Problem['code'];
}

/** A problem as people read it, its value shortened and masked. */
export function problemOf({ path, value, message, hint, code = 'CONFIG_INVALID' }: Finding): Problem {
  const shown = showValue(path, value);
  return { code, path: pathText(path), message, hint, ...(shown === undefined ? {} : { value: shown }) };
}
