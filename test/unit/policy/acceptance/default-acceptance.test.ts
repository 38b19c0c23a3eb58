import { describe, expect, it } from 'vitest';
import type { Criterion } from '../../../../src/domain/acceptance.ts';
import { defaultAcceptance } from '../../../../src/policy/acceptance/default-acceptance.ts';

const none = new Map<string, string>();
const manifest = (scripts: object) => new Map([['package.json', JSON.stringify({ name: 'x', scripts })]]);
const makefile = (text: string) => new Map([['Makefile', text]]);
const commands = (criteria: readonly Criterion[]) =>
  criteria.map((criterion) => (criterion.kind === 'shell' ? criterion.command : criterion.kind));

describe('the criteria of a project that has none configured', () => {
  it('are npm test for a package with a test script', () => {
    const criteria = defaultAcceptance(['package.json', 'src'], manifest({ test: 'vitest run' }));
    expect(criteria).toEqual([{ kind: 'shell', command: 'npm test', expectedExit: 0, timeoutMs: 300_000 }]);
  });

  it.each([
    ['without scripts', '{"name":"x"}'],
    [
      'with the placeholder of npm init',
      '{"scripts":{"test":"echo \\"Error: no test specified\\" && exit 1"}}',
    ],
    ['with an empty script', '{"scripts":{"test":"  "}}'],
    ['with a script that is no text', '{"scripts":{"test":["vitest"]}}'],
    ['that is no JSON', '{ scripts: '],
    ['that is null', 'null'],
    ['with scripts from a prototype', '{"__proto__":{"scripts":{"test":"x"}}}'],
  ])('are the next best for a package %s', (_case, text) => {
    const texts = new Map([['package.json', text]]);
    expect(commands(defaultAcceptance(['package.json', 'Cargo.toml'], texts))).toEqual(['cargo test']);
    expect(defaultAcceptance(['package.json'], texts)).toEqual([{ kind: 'custom', check: 'diffNonEmpty' }]);
  });

  it('read a package.json with a byte order mark', () => {
    const texts = new Map([['package.json', '\uFEFF{"scripts":{"test":"jest"}}']]);
    expect(commands(defaultAcceptance(['package.json'], texts))).toEqual(['npm test']);
  });

  it.each([
    ['Cargo.toml', 'cargo test'],
    ['go.mod', 'go test ./...'],
    ['pyproject.toml', 'python3 -m pytest'],
    ['setup.py', 'python3 -m pytest'],
    ['pom.xml', 'mvn test'],
    ['build.gradle', 'gradle test'],
    ['build.gradle.kts', 'gradle test'],
    ['deno.json', 'deno test'],
    ['mix.exs', 'mix test'],
    ['Package.swift', 'swift test'],
    ['App.sln', 'dotnet test'],
    ['App.csproj', 'dotnet test'],
    ['App.slnx', 'dotnet test'],
    ['bun.lock', 'bun test'],
    ['bunfig.toml', 'bun test'],
    ['deno.jsonc', 'deno test'],
    ['manage.py', 'python3 manage.py test'],
    ['setup.cfg', 'python3 -m pytest'],
    ['tox.ini', 'tox'],
    ['noxfile.py', 'nox'],
    ['settings.gradle.kts', 'gradle test'],
    ['build.sbt', 'sbt test'],
    ['project.clj', 'lein test'],
    ['phpunit.xml.dist', 'vendor/bin/phpunit'],
    ['rebar.config', 'rebar3 eunit'],
    ['gleam.toml', 'gleam test'],
    ['pubspec.yaml', 'dart test'],
    ['stack.yaml', 'stack test'],
    ['app.cabal', 'cabal test'],
    ['dune-project', 'dune test'],
    ['build.zig', 'zig build test'],
    ['app.nimble', 'nimble test'],
    ['shard.yml', 'crystal spec'],
    ['MODULE.bazel', 'bazel test //...'],
  ])('follow the marker file %s: %s', (marker, command) => {
    expect(commands(defaultAcceptance(['README.md', marker], none))).toEqual([command]);
  });

  it('prefer the wrapper that the project brings', () => {
    expect(commands(defaultAcceptance(['pom.xml', 'mvnw'], none))).toEqual(['./mvnw test']);
    expect(commands(defaultAcceptance(['build.gradle', 'gradlew'], none))).toEqual(['./gradlew test']);
  });

  it('prefer the package, then the compiled languages, to a Makefile', () => {
    const texts = new Map([...manifest({ test: 'x' }), ...makefile('test:\n')]);
    expect(commands(defaultAcceptance(['Makefile', 'package.json', 'go.mod'], texts))).toEqual(['npm test']);
    expect(commands(defaultAcceptance(['Makefile', 'go.mod'], makefile('test:\n')))).toEqual([
      'go test ./...',
    ]);
  });

  it.each([
    ['test: build\n\techo\nbuild:\n', ['make test']],
    ['lint test :\n\techo\n', ['make test']],
    ['test::\n\techo\n', ['make test']],
    ['check:\n\tsh check.sh\n', ['make check']],
    ['build:\n\tcc\n', ['make build']],
    ['test := yes\nbuild ::= no\n', ['custom']],
    ['all:\n\ttest: x\n', ['custom']],
    ['# test:\ntests:\nmy-test:\n', ['custom']],
    ['', ['custom']],
  ])('know the targets of the Makefile %j', (text, expected) => {
    expect(commands(defaultAcceptance(['Makefile'], makefile(text)))).toEqual(expected);
  });

  it('are those of Ruby where there is something to run', () => {
    expect(commands(defaultAcceptance(['Gemfile', 'spec'], none))).toEqual(['bundle exec rspec']);
    expect(commands(defaultAcceptance(['Gemfile', '.rspec'], none))).toEqual(['bundle exec rspec']);
    expect(commands(defaultAcceptance(['Gemfile', 'Rakefile'], none))).toEqual(['bundle exec rake test']);
    expect(commands(defaultAcceptance(['Gemfile'], none))).toEqual(['custom']);
  });

  it.each([
    ['a text', '"phpunit"', 'composer test'],
    ['a list', '["@lint", "phpunit"]', 'composer test'],
    ['an empty text', '""', 'custom'],
  ])('are the test script of composer.json when it is %s', (_what, script, expected) => {
    const texts = new Map([['composer.json', `{"scripts":{"lint":{},"test":${script}}}`]]);
    expect(commands(defaultAcceptance(['composer.json'], texts))).toEqual([expected]);
  });

  it('tell Flutter from Dart', () => {
    const texts = new Map([['pubspec.yaml', 'dependencies:\n  flutter:\n    sdk: flutter\n']]);
    expect(commands(defaultAcceptance(['pubspec.yaml'], texts))).toEqual(['flutter test']);
  });

  it.each([
    ['justfile', 'test:\n  cargo\n', 'just test'],
    ['Taskfile.yml', 'tasks:\n  test:\n    cmds: []\n', 'task test'],
    ['GNUmakefile', 'test:\n\ttrue\n', 'make test'],
  ])('are the test of %s', (file, text, expected) => {
    expect(commands(defaultAcceptance([file], new Map([[file, text]])))).toEqual([expected]);
  });

  it.each(['CMakeLists.txt', 'meson.build'])('build the project of %s outside of the worktree', (marker) => {
    const [command] = commands(defaultAcceptance([marker], none));
    expect(command).toMatch(/mktemp -d.*test.*rm -rf "\$d"; exit \$s/);
  });

  it('ask for any change at all where nothing is known', () => {
    expect(defaultAcceptance(['README.md'], none)).toEqual([{ kind: 'custom', check: 'diffNonEmpty' }]);
    expect(defaultAcceptance([], none)).toEqual([{ kind: 'custom', check: 'diffNonEmpty' }]);
  });
});
