import type { Environment, LoadResult } from './config.ts';
import { normalise } from './normalise/normalise.ts';
import { optional } from './optional.ts';
import { parseEnvironment } from './parse/parse-environment.ts';
import { parseFile } from './parse/parse-file.ts';
import { valueAt } from './parse/problem-of-issue.ts';
import { checkRules } from './rules/rules.ts';

export interface AssembleInput {
  /** What the configuration file holds; an empty object when there is none. */
  readonly value: unknown;
  readonly filePath?: string;
  readonly env: Environment;
  readonly cwd: string;
}

/** Parse, then rules, then normalise: the configuration, or everything that is wrong with it at once. */
export function assembleConfig({ value, filePath, env, cwd }: AssembleInput): LoadResult {
  const environment = parseEnvironment(env);
  const parsed = parseFile(value);
  const broken = checkRules({ file: parsed.file, agentNames: agentNames(value), env });
  const problems = [...environment.problems, ...parsed.problems, ...broken];
  if (problems.length > 0) return { ok: false, problems };
  const { settings } = environment;
  return {
    ok: true,
    config: normalise({ file: parsed.file, ...optional('filePath', filePath), settings, env, cwd }),
  };
}

/** As written: a project may rightly name an agent whose own settings are wrong. */
function agentNames(value: unknown): readonly string[] {
  const agents = valueAt(value, ['agents']);
  const names = typeof agents === 'object' && agents !== null ? Object.keys(agents) : [];
  return names.length > 0 ? names : ['claude'];
}
