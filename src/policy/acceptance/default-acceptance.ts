import { CriterionSchema, type Criterion } from '../../domain/acceptance.ts';
import { hasTarget, jsonScript, type TopFolder } from './manifests.ts';

type Find = (folder: TopFolder) => string | undefined;

const whenThere =
  (command: string, ...markers: readonly string[]): Find =>
  ({ names }) =>
    markers.some((marker) => names.has(marker)) ? command : undefined;

const whenNamed =
  (command: string, pattern: RegExp): Find =>
  ({ names }) =>
    [...names].some((name) => pattern.test(name)) ? command : undefined;

/** The project's own wrapper pins the version of the build tool; it is preferred where there is one. */
const withWrapper =
  (wrapper: string, tool: string, ...markers: readonly string[]): Find =>
  (folder) =>
    whenThere(folder.names.has(wrapper) ? `./${wrapper} test` : `${tool} test`, ...markers)(folder);

const whenTarget =
  (command: string, target: string, ...files: readonly string[]): Find =>
  ({ texts }) =>
    files.some((file) => hasTarget(texts.get(file) ?? '', target)) ? command : undefined;

/** Built beside the worktree, so that nothing of it is taken for work. */
const elsewhere = (steps: string): string => `d=$(mktemp -d) && { ${steps}; }; s=$?; rm -rf "$d"; exit $s`;

const cmake = elsewhere(
  'cmake -S . -B "$d" && cmake --build "$d" && ctest --test-dir "$d" --output-on-failure',
);
const meson = elsewhere('meson setup "$d" && meson test -C "$d" --print-errorlogs');

const makefiles = ['Makefile', 'makefile', 'GNUmakefile'];
const justfiles = ['justfile', 'Justfile', '.justfile'];
const taskfiles = ['Taskfile.yml', 'Taskfile.yaml'];

/** In order of precedence: the first that finds something decides. */
const finders: readonly Find[] = [
  npmTest,
  whenThere('bun test', 'bunfig.toml', 'bun.lock', 'bun.lockb'),
  whenThere('deno test', 'deno.json', 'deno.jsonc'),
  whenThere('cargo test', 'Cargo.toml'),
  whenThere('go test ./...', 'go.mod'),
  whenThere('python3 manage.py test', 'manage.py'),
  whenThere('python3 -m pytest', 'pyproject.toml', 'setup.py', 'setup.cfg', 'pytest.ini', 'conftest.py'),
  whenThere('tox', 'tox.ini'),
  whenThere('nox', 'noxfile.py'),
  withWrapper('mvnw', 'mvn', 'pom.xml'),
  withWrapper(
    'gradlew',
    'gradle',
    'build.gradle',
    'build.gradle.kts',
    'settings.gradle',
    'settings.gradle.kts',
  ),
  whenThere('sbt test', 'build.sbt'),
  whenThere('lein test', 'project.clj'),
  rubyTest,
  phpTest,
  whenThere('mix test', 'mix.exs'),
  whenThere('rebar3 eunit', 'rebar.config'),
  whenThere('gleam test', 'gleam.toml'),
  whenThere('swift test', 'Package.swift'),
  dartTest,
  whenNamed('dotnet test', /\.(?:sln|slnx|csproj|fsproj|vbproj)$/),
  whenThere('stack test', 'stack.yaml'),
  whenNamed('cabal test', /^cabal\.project$|\.cabal$/),
  whenThere('dune test', 'dune-project'),
  whenThere('zig build test', 'build.zig'),
  whenNamed('nimble test', /\.nimble$/),
  whenThere('crystal spec', 'shard.yml'),
  whenThere('bazel test //...', 'MODULE.bazel', 'WORKSPACE.bazel', 'WORKSPACE'),
  whenThere(meson, 'meson.build'),
  whenTarget('make test', 'test', ...makefiles),
  whenTarget('make check', 'check', ...makefiles),
  whenTarget('just test', 'test', ...justfiles),
  whenTarget('task test', 'test', ...taskfiles),
  whenThere(cmake, 'CMakeLists.txt'),
  whenTarget('make build', 'build', ...makefiles),
];

/** Files of the top folder whose text says what a project is tested with. */
export const textsThatTell: readonly string[] = [
  'package.json',
  'composer.json',
  'pubspec.yaml',
  ...makefiles,
  ...justfiles,
  ...taskfiles,
];

/**
 * The criteria of a project for which nobody named any, from the names in its top folder and the texts of some files
 * there. Nothing known → the work must at least change something.
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
  const script = jsonScript(texts.get('package.json') ?? '', 'test');
  const isReal = typeof script === 'string' && !/no test specified/i.test(script);
  return isReal ? 'npm test' : undefined;
}

function rubyTest({ names }: TopFolder): string | undefined {
  if (!names.has('Gemfile')) return undefined;
  if (names.has('.rspec') || names.has('spec')) return 'bundle exec rspec';
  return names.has('Rakefile') ? 'bundle exec rake test' : undefined;
}

function phpTest({ names, texts }: TopFolder): string | undefined {
  if (jsonScript(texts.get('composer.json') ?? '', 'test') !== undefined) return 'composer test';
  const hasSettings = names.has('phpunit.xml') || names.has('phpunit.xml.dist');
  return hasSettings ? 'vendor/bin/phpunit' : undefined;
}

function dartTest({ names, texts }: TopFolder): string | undefined {
  if (!names.has('pubspec.yaml')) return undefined;
  return /^\s*flutter:/m.test(texts.get('pubspec.yaml') ?? '') ? 'flutter test' : 'dart test';
}
