import { describe, expect, it } from 'vitest';
import { CriterionSchema } from '../../../../src/domain/acceptance.ts';
import { reviewFlags } from '../../../../src/policy/acceptance/review-flags.ts';

const shell = (command: string, cwd?: string) => CriterionSchema.parse({ kind: 'shell', command, cwd });
const flags = (paths: readonly string[], ...commands: ReturnType<typeof shell>[]) =>
  Object.fromEntries(
    reviewFlags(
      paths.map((path) => ({ path })),
      commands,
    ).map(({ kind, paths: flagged }) => [kind, flagged]),
  );

describe('a reviewer is told', () => {
  it.each([
    'test/a.ts',
    'src/a.test.ts',
    'src/a.spec.js',
    'src/__tests__/a.js',
    'src/__snapshots__/a.snap',
    'pkg/a_test.go',
    'tests/test_a.py',
    'app/conftest.py',
    'spec/a_spec.rb',
    'src/test/java/a/ATest.java',
    'App.Tests/Sums.cs',
    'test/a_test.exs',
    'cypress/a.cy.ts',
  ])('of the test %s', (path) => {
    expect(flags([path])).toEqual({ tests: [path] });
  });

  it.each([
    '.github/workflows/ci.yml',
    '.gitlab-ci.yml',
    '.circleci/config.yml',
    'Jenkinsfile',
    'azure-pipelines.yml',
    '.ci/run',
    '.gitea/workflows/test.yaml',
  ])('of the CI in %s', (path) => {
    expect(flags([path])).toEqual({ ci: [path] });
  });

  it.each([
    ['.drover/accept.yaml', 'make'],
    ['vitest.config.ts', 'true'],
    ['packages/a/jest.config.js', 'true'],
    ['pytest.ini', 'true'],
    ['package.json', 'npm test'],
    ['Makefile', 'make lint test'],
    ['pyproject.toml', 'python3 -m pytest'],
    ['scripts/check.sh', './scripts/check.sh --all'],
    ['scripts/check.sh', `bash -c "cd . && scripts/check.sh"`],
    ['test/run.sh', 'sh test/run.sh'],
    ['bin/check', 'bin/check && true'],
  ])('of %s, which the check “%s” goes by', (path, command) => {
    expect(flags([path], shell(command))).toEqual({ criteria: [path] });
  });

  it('of scripts as they are called from the folder of the check', () => {
    expect(flags(['web/check.sh', 'check.sh'], shell('./check.sh', 'web'))).toEqual({
      criteria: ['web/check.sh'],
    });
  });

  it('of every kind at once, of 20 paths each', () => {
    const many = Array.from({ length: 30 }, (_, index) => `test/${index}.test.ts`);
    const found = flags([...many, '.travis.yml', '.drover/accept.json', 'src/a.ts']);
    expect(found['tests']).toEqual(many.slice(0, 20));
    expect(found).toMatchObject({ ci: ['.travis.yml'], criteria: ['.drover/accept.json'] });
  });
});

it.each([
  ['src/latest.ts', 'npm test'],
  ['src/contest/a.ts', 'npm test'],
  ['docs/testing.md', 'npm test'],
  ['package.json', 'cargo test'],
  ['src/attest.py', 'make'],
  ['Makefile.md', 'make'],
  ['src/pipelines/a.ts', 'true'],
  ['notes.txt', 'test -e notes.txt'],
])('%s is nothing special beside the check “%s”', (path, command) => {
  expect(flags([path], shell(command))).toEqual({});
});
