import { z } from 'zod';
import type { Criterion } from '../domain/acceptance.ts';
import { CriterionSchema } from '../domain/acceptance.ts';

/** Names and texts of the top folder of a project. */
interface TopFolder {
  readonly names: ReadonlySet<string>;
  readonly texts: ReadonlyMap<string, string>;
}

type Find = (folder: TopFolder) => string | undefined;

const whenThere =
  (command: string, ...markers: readonly string[]): Find =>
  ({ names }) =>
    markers.some((marker) => names.has(marker)) ? command : undefined;

/** The project's own wrapper pins the version of the build tool; it is preferred where there is one. */
const withWrapper =
  (wrapper: string, tool: string, ...markers: readonly string[]): Find =>
  (folder) =>
    whenThere(folder.names.has(wrapper) ? `./${wrapper} test` : `${tool} test`, ...markers)(folder);

/** In order of precedence: the first that finds something decides. */
const finders: readonly Find[] = [
  npmTest,
  whenThere('cargo test', 'Cargo.toml'),
  whenThere('go test ./...', 'go.mod'),
  whenThere('python3 -m pytest', 'pyproject.toml', 'setup.py', 'setup.cfg', 'pytest.ini', 'tox.ini'),
  withWrapper('mvnw', 'mvn', 'pom.xml'),
  withWrapper('gradlew', 'gradle', 'build.gradle', 'build.gradle.kts'),
  whenThere('deno test', 'deno.json', 'deno.jsonc'),
  whenThere('mix test', 'mix.exs'),
  whenThere('swift test', 'Package.swift'),
  dotnetTest,
  makeTarget,
];

/**
 * The criteria of a project for which nobody configured any, from the names in its top folder and the texts of
 * `package.json` and `Makefile` there. Nothing known → the work must at least change something.
 */
export function defaultAcceptance(
  names: readonly string[],
  texts: ReadonlyMap<string, string>,
): readonly Criterion[] {
  const folder = { names: new Set(names), texts };
  for (const find of finders) {
    const command = find(folder);
    if (command !== undefined) return [CriterionSchema.parse({ kind: 'shell', command })];
  }
  return [{ kind: 'custom', check: 'diffNonEmpty' }];
}

/** A package whose test script is missing, or is the placeholder that `npm init` writes, has no tests to run. */
function npmTest({ texts }: TopFolder): string | undefined {
  const script = testScript(texts.get('package.json') ?? '');
  const isReal = script !== undefined && script.trim() !== '' && !/no test specified/i.test(script);
  return isReal ? 'npm test' : undefined;
}

const ManifestSchema = z.object({ scripts: z.object({ test: z.string() }) });

/** Text from outside: anything that is not a manifest with a test script counts as none. */
function testScript(manifest: string): string | undefined {
  try {
    const parsed: unknown = JSON.parse(manifest.replace(/^\uFEFF/, ''));
    return ManifestSchema.safeParse(parsed).data?.scripts.test;
  } catch {
    // Not JSON: the same as a manifest that says nothing.
    return undefined;
  }
}

function dotnetTest({ names }: TopFolder): string | undefined {
  return [...names].some((name) => /\.(sln|slnx|csproj|fsproj)$/.test(name)) ? 'dotnet test' : undefined;
}

function makeTarget({ texts }: TopFolder): string | undefined {
  const makefile = texts.get('Makefile') ?? '';
  if (hasTarget(makefile, 'test')) return 'make test';
  return hasTarget(makefile, 'build') ? 'make build' : undefined;
}

/** A rule `test: …` or `lint test: …`; not an assignment `test := …`, nor a line of a recipe. */
function hasTarget(makefile: string, target: string): boolean {
  return makefile.split('\n').some((line) => {
    const [, targets] = /^([^\t#=:][^#=:]*):(?!:*=)/.exec(line) ?? [];
    return targets !== undefined && targets.trim().split(/\s+/).includes(target);
  });
}
