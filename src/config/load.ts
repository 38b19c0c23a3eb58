import { access, readFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { loadEnvFile } from 'node:process';
import { pathToFileURL } from 'node:url';
import { toError } from '../domain/errors.ts';
import { assembleConfig } from './assemble-config.ts';
import type { Config, Environment, LoadResult, Problem } from './config.ts';
import { absolutePath, isRemote } from './normalise/paths.ts';
import { optional } from './optional.ts';
import { valueOf } from './parse/parse-environment.ts';

const usualNames = ['drover.config.ts', 'drover.config.js', 'drover.config.json'];
const moduleKinds = ['.ts', '.mts', '.js', '.mjs', '.cjs'];

export interface LoadInput {
  readonly env: Environment;
  /** Absolute path of the folder in which drover was started. */
  readonly cwd: string;
}

/**
 * The variables of this process, frozen, with those of `.env` in `cwd` beside them (what is set already stays).
 * The only place in drover that reads `process.env`.
 */
export async function environment(cwd: string): Promise<Environment> {
  const file = resolve(cwd, '.env');
  if (await exists(file)) loadEnvFile(file);
  return Object.freeze({ ...process.env });
}

/** Reads variables and configuration file. Either everything is right, or every problem is answered at once. */
export async function loadConfig({ env, cwd }: LoadInput): Promise<LoadResult> {
  const found = await findFile(env, cwd);
  const read = found.path === undefined ? { value: {} } : await readConfigFile(found.path);
  const unread = [found.problem, 'problem' in read ? read.problem : undefined].filter(
    (one) => one !== undefined,
  );
  const value = 'value' in read ? read.value : {};
  const result = assembleConfig({ value, ...optional('filePath', found.path), env, cwd });
  if (unread.length > 0) return { ok: false, problems: [...unread, ...(result.ok ? [] : result.problems)] };
  if (!result.ok) return result;
  const notices = [
    ...found.notices,
    ...result.config.notices,
    ...(await missingSources(result.config)),
    ...(await missingVerifiers(result.config)),
  ];
  return { ok: true, config: { ...result.config, notices } };
}

interface FoundFile {
  readonly path?: string;
  readonly problem?: Problem;
  readonly notices: readonly string[];
}

async function findFile(env: Environment, cwd: string): Promise<FoundFile> {
  const named = valueOf(env, 'DROVER_CONFIG');
  if (named !== undefined) return await findNamed(named, env, cwd);
  const paths = usualNames.map((name) => resolve(cwd, name));
  const there = await Promise.all(paths.map(exists));
  const [path, ...ignored] = paths.filter((_, index) => there[index]);
  const notices = ignored.map((other) => `${other} is ignored: ${path} comes first`);
  return { ...optional('path', path), notices };
}

async function findNamed(named: string, env: Environment, cwd: string): Promise<FoundFile> {
  const path = absolutePath(named, { folder: cwd, ...optional('userHome', valueOf(env, 'HOME')) });
  if (await exists(path)) return { path, notices: [] };
  const message = `names a file that does not exist: ${path}`;
  const hint = 'Correct DROVER_CONFIG, or unset it to use drover.config.ts, .js or .json in this folder.';
  return {
    problem: { code: 'CONFIG_NOT_FOUND', path: 'DROVER_CONFIG', value: named, message, hint },
    notices: [],
  };
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    // Not there, or not to be reached: both mean that it cannot be read.
    return false;
  }
}

type ReadResult = { value: unknown } | { problem: Problem };

async function readConfigFile(path: string): Promise<ReadResult> {
  const kind = extname(path);
  try {
    if (kind === '.json') return { value: JSON.parse(await readFile(path, 'utf8')) };
    if (moduleKinds.includes(kind)) return await readModule(path);
  } catch (error) {
    const message = `cannot be read: ${toError(error).message.split('\n')[0] ?? ''}`;
    return { problem: problemWith(path, message, 'Correct the file; docs/configuration.md has an example.') };
  }
  return {
    problem: problemWith(
      path,
      'is neither TypeScript, JavaScript nor JSON',
      'Name it drover.config.ts, .js or .json.',
    ),
  };
}

async function readModule(path: string): Promise<ReadResult> {
  const module: unknown = await import(pathToFileURL(path).href);
  if (typeof module === 'object' && module !== null && 'default' in module) return { value: module.default };
  return { problem: problemWith(path, 'has no default export', 'Write: export default { projects: { … } }') };
}

const problemWith = (path: string, message: string, hint: string): Problem => ({
  code: 'CONFIG_INVALID',
  path,
  message,
  hint,
});

/** A folder may be mounted later, so this stops nothing; but mostly it is a slip of the pen. */
async function missingSources(config: Config): Promise<readonly string[]> {
  const local = Object.values(config.projects).filter((project) => !isRemote(project.source));
  const there = await Promise.all(local.map((project) => exists(project.source)));
  return local
    .filter((_, index) => !there[index])
    .map((project) => `projects.${project.name}.source does not exist: ${project.source}`);
}

/** A function that is not there fails every check that uses it; that is better said before. */
async function missingVerifiers({ verifiers }: Config): Promise<readonly string[]> {
  const named = Object.entries(verifiers);
  const there = await Promise.all(named.map(([, { file }]) => exists(file)));
  return named
    .filter((_, index) => !there[index])
    .map(([name, { file }]) => `verifiers.${name} does not exist: ${file}`);
}
